package dev.shuke.segment;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.write.Idempotent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
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

/** {@code /v1/attributes/{key}/inferences} */
@Path("/v1/attributes/{key}/inferences")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Attributes")
public class InferenceResource {
    private final InferenceService service;

    InferenceResource(InferenceService service) {
        this.service = service;
    }

    @POST
    @Idempotent
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(operationId = "createInference", summary = "Infer an attribute by a rule", description = """
                    Shortly after the answer, and every hour, members for whom the rule holds get the value, inferred with \
                    the confidence; where it no longer holds, its value goes. What is declared or imported, or inferred \
                    with as much confidence, stays. Who sees the attribute learns what the rule has found of a member.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = InferenceRequest.class),
                            examples = @ExampleObject(name = "Buys moisturiser, so may have dry skin", value = """
                                                    {"rule":{"type":"event","event":"order.paid",
                                                      "where":[{"field":"items.category","op":"eq","value":"moisturiser"}],
                                                      "within":{"days":180},"op":"gte","value":2},
                                                     "value":"dry","confidence":0.8,"purpose":"service"}""")))
    @APIResponse(
            responseCode = "201",
            description = "Kept",
            content = @Content(schema = @Schema(implementation = InferenceView.class)))
    public Uni<RestResponse<InferenceView>> create(
            @RestPath String key, @NotNull(message = "must be given") @Valid InferenceRequest request) {
        return service.create(key, request)
                .map(inference -> ResponseBuilder.create(RestResponse.Status.CREATED, inference)
                        .location(URI.create("/v1/attributes/" + key + "/inferences/" + inference.id()))
                        .build());
    }

    @GET
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(
            operationId = "listInferences",
            summary = "List an attribute's inferences",
            description = "All of them, the oldest first.")
    public Uni<InferenceView.Catalogue> list(@RestPath String key) {
        return service.list(key);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(
            operationId = "deleteInference",
            summary = "Delete an inference",
            description = "The values that it has written go too, shortly after the answer.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<Void> delete(@RestPath String key, @RestPath UUID id) {
        return service.delete(key, id);
    }
}
