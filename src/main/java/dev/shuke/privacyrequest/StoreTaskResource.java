package dev.shuke.privacyrequest;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.write.Idempotent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/privacy-tasks}: what stores have to do, for those who run them. */
@Path("/v1/privacy-tasks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@PermissionsAllowed(Permission.PRIVACY_TASKS)
@Tag(name = "Privacy")
public class StoreTaskResource {
    private final StoreTaskService service;

    StoreTaskResource(StoreTaskService service) {
        this.service = service;
    }

    @GET
    @Operation(
            operationId = "listPrivacyTasks",
            summary = "List what stores have to do about privacy requests",
            description = """
                    The open ones, in the order in which they were asked for: what the store keeps itself, on paper for \
                    instance, is to be handed out, corrected, destroyed or left unused. A store manager sees those of his own \
                    stores, see `stores` of `GET /v1/whoami`.""")
    public Uni<Page<StoreTaskView>> list(@BeanParam PageRequest page) {
        return service.list(page);
    }

    @POST
    @Path("/{id}/confirm")
    @Idempotent
    @Operation(operationId = "confirmStoreTask", summary = "Confirm what one's own store has done", description = """
                    By the id of the request and the code of the store. Of another manager's store: 404.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ConfirmationRequest.class),
                            examples = @ExampleObject(name = "Shredded", value = """
                                                    {"store":"S-01","evidence":"paper card shredded"}""")))
    @APIResponse(
            responseCode = "200",
            description = "Confirmed",
            content = @Content(schema = @Schema(implementation = StoreTaskView.class)))
    public Uni<StoreTaskView> confirm(
            @RestPath UUID id, @NotNull(message = "must be given") @Valid ConfirmationRequest request) {
        return service.confirm(id, request);
    }
}
