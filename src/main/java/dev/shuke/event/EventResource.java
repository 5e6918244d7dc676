package dev.shuke.event;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.ApiException;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /v1/events} */
@Path("/v1/events")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events", description = "What members did: sent in once, listed by member")
public class EventResource {
    static final String NDJSON = "application/x-ndjson";

    private final EventService service;
    private final EventReader reader;

    EventResource(EventService service, EventReader reader) {
        this.service = service;
        this.reader = reader;
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, NDJSON})
    @PermissionsAllowed(Permission.EVENTS_WRITE)
    @Operation(operationId = "ingestEvents", summary = "Send events", description = """
                    One event, an array, or NDJSON; at most 1,000. Sending an event twice has one effect; another \
                    content under the same `source` and `sourceId` is rejected as `conflict`. Bad events are listed \
                    in `rejected` and do not stop the good ones.""")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(oneOf = {EventRequest.class, EventRequest[].class}),
                        examples = @ExampleObject(name = "An order from a till", value = """
                                                {"type":"order.paid","source":"till","sourceId":"536365",
                                                 "occurredAt":"2010-12-01T08:26:00Z",
                                                 "member":{"kind":"card","value":"17850"},
                                                 "store":"S-01","channel":"store",
                                                 "amount":{"amount":1530,"currency":"CNY"},
                                                 "items":[{"sku":"85123A","name":"Light holder","category":"lights",
                                                  "quantity":6,"price":{"amount":255,"currency":"CNY"}}]}""")),
                @Content(mediaType = NDJSON, schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<IngestResult> ingest(
            @Parameter(hidden = true) @RestHeader("Content-Type") String contentType,
            @RestQuery("createMembers")
                    @Parameter(
                            description = "Whether an event about an unknown identity makes a member; true if absent",
                            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "true"))
                    String createMembers,
            byte[] body) {
        boolean lines =
                contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(NDJSON);
        return service.ingest(lines ? reader.ndjson(body) : reader.json(body), flag(createMembers));
    }

    private static boolean flag(String createMembers) {
        if (createMembers != null && !"true".equals(createMembers) && !"false".equals(createMembers)) {
            throw ApiException.invalidParameter("createMembers", "must be true or false");
        }
        return !"false".equals(createMembers);
    }
}
