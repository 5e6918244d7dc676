package dev.shuke.segment;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.write.Preconditions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/tags/{key}/rule} */
@Path("/v1/tags/{key}/rule")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Tags")
public class TagRuleResource {
    private final TagRuleService service;
    private final Preconditions preconditions;

    TagRuleResource(TagRuleService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(
            operationId = "readTagRule",
            summary = "Read which segment a tag follows",
            description = "404 for a tag that follows none.")
    public Uni<TagRuleView> read(@RestPath String key) {
        return service.require(key);
    }

    @PUT
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(operationId = "setTagRule", summary = "Have a tag follow a segment", description = """
                    Who is in the segment, and admitted by its purpose, has the tag, with the source `rule`, from shortly \
                    after he enters until shortly after he leaves; or, of a tag with `expiryDays`, so long at most. What is \
                    given by hand, imported or Shuke's own stays, and what a model says gives way. Of the tags of an \
                    exclusive group that follow segments, the first counts whose segment has the member: so customers are \
                    put into tiers by any rules. The history of a member's tags names the segment and the version of its \
                    rule. Who sees the tag learns who is in the segment. Also needs `segments:read`; a segment whose rule \
                    asks about the tag, or another of its exclusive group, is refused.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = TagRuleRequest.class),
                            examples = @ExampleObject(name = "Most of them keep dogs", value = """
                                                    {"segment":"0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f","value":"dog",
                                                     "confidence":0.7}""")))
    @APIResponse(
            responseCode = "200",
            description = "It follows it",
            content = @Content(schema = @Schema(implementation = TagRuleView.class)))
    public Uni<TagRuleView> put(
            @RestPath String key, @NotNull(message = "must be given") @Valid TagRuleRequest request) {
        return preconditions.hold(() -> service.findForUpdate(key), () -> service.put(key, request));
    }

    @DELETE
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(
            operationId = "deleteTagRule",
            summary = "Have a tag follow no segment",
            description = "Whoever has the tag by the rule loses it shortly after the answer; the segment stays.")
    @APIResponse(responseCode = "204", description = "It follows none")
    public Uni<Void> delete(@RestPath String key) {
        return preconditions.hold(() -> service.findForUpdate(key), () -> service.delete(key));
    }
}
