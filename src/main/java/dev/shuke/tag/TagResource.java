package dev.shuke.tag;

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
import jakarta.ws.rs.DELETE;
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

/** {@code /v1/tags} */
@Path("/v1/tags")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(
        name = "Tags",
        description =
                "What members are called: a tree of three levels, the kinds attribute, behaviour and value, groups below them, and tags")
public class TagResource {
    private final TagService service;
    private final Preconditions preconditions;
    private final MergePatch patches;

    TagResource(TagService service, Preconditions preconditions, MergePatch patches) {
        this.service = service;
        this.preconditions = preconditions;
        this.patches = patches;
    }

    @POST
    @Idempotent
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(operationId = "createTag", summary = "Define a tag", description = """
                    Or a group of tags. A tag is in a group of its kind, or stands by itself. Of the tags of an \
                    exclusive group a member has at most one. All but name, constraints, owner and expiry is fixed.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = TagRequest.class),
                            examples = @ExampleObject(name = "Somebody who keeps a pet", value = """
                                                    {"key":"pet-owner","name":{"zh":"养宠物","en":"Keeps a pet"},
                                                     "kind":"attribute","valueType":"enum",
                                                     "constraints":{"values":["dog","cat","other"]},
                                                     "ownerRole":"marketing","expiryDays":730}""")))
    @APIResponse(
            responseCode = "201",
            description = "Defined",
            content = @Content(schema = @Schema(implementation = TagView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The tenant has a tag or a group with this key",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<TagView>> create(@NotNull(message = "must be given") @Valid TagRequest request) {
        return service.create(request)
                .map(tag -> ResponseBuilder.create(RestResponse.Status.CREATED, tag)
                        .location(URI.create("/v1/tags/" + tag.key()))
                        .build());
    }

    @GET
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(
            operationId = "listTags",
            summary = "List tags",
            description =
                    "All that the merchant has defined, retired ones too, in the order of the tree: by kind, each group with its tags behind it.")
    public Uni<TagView.Catalogue> list() {
        return service.list();
    }

    @GET
    @Path("/{key}")
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(operationId = "readTag", summary = "Read a tag's definition", description = "Or a group's, by its key.")
    public Uni<TagView> read(@RestPath String key) {
        return service.require(key);
    }

    @PATCH
    @Path("/{key}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(operationId = "updateTag", summary = "Change a tag's definition", description = """
                    What is absent stays, `name` and `constraints` are replaced as a whole. What members have stays as \
                    it is; `"retired": false` brings a retired tag back.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = TagPatch.class),
                            examples = @ExampleObject(name = "Another name, and half as long", value = """
                                                    {"name":{"zh":"宠物主人","en":"Pet owner"},"expiryDays":365}""")))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = TagView.class)))
    public Uni<TagView> update(@RestPath String key, JsonNode patch) {
        TagPatch change = patches.read(patch, TagPatch.class);
        return preconditions.hold(() -> service.requireForUpdate(key), () -> service.update(key, change));
    }

    @DELETE
    @Path("/{key}")
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(operationId = "deleteTag", summary = "Retire a tag", description = """
                    It is given to nobody any more; a retired group takes no more tags. Members who have it keep it \
                    with its history, and rules go on to find them. `PATCH` with `"retired": false` brings it back.""")
    @APIResponse(responseCode = "204", description = "Retired")
    public Uni<Void> retire(@RestPath String key) {
        return preconditions.hold(() -> service.requireForUpdate(key), () -> service.retire(key));
    }
}
