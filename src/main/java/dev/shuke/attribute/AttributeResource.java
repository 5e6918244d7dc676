package dev.shuke.attribute;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.MergePatch;
import dev.shuke.platform.web.Problem;
import dev.shuke.platform.write.Idempotent;
import dev.shuke.platform.write.Preconditions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
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

/** {@code /v1/attributes} */
@Path("/v1/attributes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(
        name = "Attributes",
        description =
                "What members' attributes are. One that is not defined takes a text, a number, true or false, and is a preference")
public class AttributeResource {
    private final AttributeService service;
    private final Preconditions preconditions;
    private final MergePatch patches;

    AttributeResource(AttributeService service, Preconditions preconditions, MergePatch patches) {
        this.service = service;
        this.preconditions = preconditions;
        this.patches = patches;
    }

    @POST
    @Idempotent
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(operationId = "createAttribute", summary = "Define an attribute", description = """
                    From then on what is written to members under the key must be what the definition says. Key, type \
                    and sensitivity are fixed.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = AttributeRequest.class),
                            examples = @ExampleObject(name = "A choice", value = """
                                                    {"key":"skinType","name":{"zh":"肤质","en":"Skin type"},"type":"enum",
                                                     "sensitivity":"profile",
                                                     "constraints":{"values":["dry","oily","mixed","sensitive"]}}""")))
    @APIResponse(
            responseCode = "201",
            description = "Defined",
            content = @Content(schema = @Schema(implementation = AttributeView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The tenant has an attribute with this key",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<AttributeView>> create(
            @NotNull(message = "must be given") @Valid AttributeRequest request) {
        return service.create(request)
                .map(attribute -> ResponseBuilder.create(RestResponse.Status.CREATED, attribute)
                        .location(URI.create("/v1/attributes/" + attribute.key()))
                        .build());
    }

    @GET
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(
            operationId = "listAttributes",
            summary = "List attributes",
            description = "All that the merchant has defined, retired ones too, by key.")
    public Uni<AttributeView.Catalogue> list() {
        return service.list();
    }

    @GET
    @Path("/{key}")
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(operationId = "readAttribute", summary = "Read an attribute's definition", description = "By its key.")
    public Uni<AttributeView> read(@RestPath String key) {
        return service.require(key);
    }

    @PATCH
    @Path("/{key}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(operationId = "updateAttribute", summary = "Rename, constrain or retire an attribute", description = """
                    What is absent stays, `name` and `constraints` are replaced as a whole. Values that members have \
                    stay as they are, whatever the new constraints say; a retired attribute takes no more, and \
                    `"retired": false` brings it back.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = AttributePatch.class),
                            examples = @ExampleObject(name = "Another name", value = """
                                                    {"name":{"zh":"皮肤类型","en":"Type of skin"}}""")))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = AttributeView.class)))
    public Uni<AttributeView> update(@RestPath String key, JsonNode patch) {
        AttributePatch change = patches.read(patch, AttributePatch.class);
        return preconditions.hold(() -> service.requireForUpdate(key), () -> service.update(key, change));
    }
}
