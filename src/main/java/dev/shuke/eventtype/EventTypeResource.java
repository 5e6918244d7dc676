package dev.shuke.eventtype;

import dev.shuke.eventtype.EventTypeRepository.Written;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.write.Preconditions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code /v1/event-types} */
@Path("/v1/event-types")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Event types", description = "What events say. Types that are not here are taken all the same")
public class EventTypeResource {
    private final EventTypeService service;
    private final Preconditions preconditions;

    EventTypeResource(EventTypeService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(operationId = "listEventTypes", summary = "List event types", description = """
                    The well-known ones and the merchant's own, by type, each with the JSON Schema of its `props`.""")
    public Uni<EventTypeView.Catalogue> list() {
        return service.list();
    }

    @GET
    @Path("/{type}")
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(operationId = "readEventType", summary = "Read an event type", description = "Well known or own.")
    public Uni<EventTypeView> read(@RestPath String type) {
        return service.require(type);
    }

    @PUT
    @Path("/{type}")
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(
            operationId = "upsertEventType",
            summary = "Create an event type or write it over",
            description = "From then on events of the type whose `props` do not satisfy its schema are rejected.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = EventTypeRequest.class),
                            examples = @ExampleObject(name = "A booking", value = """
                                                    {"name":{"zh":"预约试驾","en":"Test drive booked"},
                                                     "props":{"type":"object","required":["model"],"properties":{
                                                      "model":{"type":"string","maxLength":50},
                                                      "days":{"type":"integer","minimum":1}}}}""")))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = EventTypeView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Written over",
            content = @Content(schema = @Schema(implementation = EventTypeView.class)))
    public Uni<RestResponse<EventTypeView>> upsert(
            @RestPath String type, @NotNull(message = "must be given") @Valid EventTypeRequest request) {
        return preconditions.hold(
                () -> service.findForUpdate(type),
                () -> service.upsert(type, request).map(EventTypeResource::answer));
    }

    private static RestResponse<EventTypeView> answer(Written written) {
        EventTypeView type = written.type();
        return written.created()
                ? ResponseBuilder.create(RestResponse.Status.CREATED, type)
                        .location(URI.create("/v1/event-types/" + type.type()))
                        .build()
                : RestResponse.ok(type);
    }
}
