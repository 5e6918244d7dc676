package dev.shuke.event;

import dev.shuke.platform.access.Permission;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/me/events} */
@Path("/v1/me/events")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Shoppers")
public class OwnEventResource {
    private final EventService service;

    OwnEventResource(EventService service) {
        this.service = service;
    }

    @POST
    @PermissionsAllowed(Permission.ME_EVENTS)
    @Operation(operationId = "ingestOwnEvents", summary = "Tell what one does", description = """
                    An array of at most 50 events of the member of the session, and of nobody else. Orders, points and \
                    whatever else counts for something are rejected as `event_type_forbidden`: the merchant's systems \
                    send those. Sending an event twice has one effect.""")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = OwnEventRequest[].class),
                            examples = @ExampleObject(name = "A look at a product", value = """
                                                    [{"type":"product.viewed","sourceId":"7f9c-1",
                                                      "occurredAt":"2026-11-21T08:26:00Z","channel":"mini_program",
                                                      "items":[{"sku":"85123A","quantity":1}],
                                                      "props":{"seconds":12}}]""")))
    public Uni<IngestResult> ingest(byte[] body) {
        return service.ingestOwn(body);
    }
}
