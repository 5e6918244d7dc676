package dev.shuke.member;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.write.Preconditions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/me} */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Shoppers")
public class OwnMemberResource {
    private final OwnMemberService service;
    private final Preconditions preconditions;

    OwnMemberResource(OwnMemberService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    @PermissionsAllowed(Permission.ME_READ)
    @Operation(
            operationId = "readOwnMember",
            summary = "Read oneself",
            description = "The member of the session, in clear: whoever calls sees himself and nobody else.")
    public Uni<OwnMemberView> read() {
        return service.read();
    }

    @PATCH
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @PermissionsAllowed(Permission.ME_WRITE)
    @Operation(
            operationId = "updateOwnMember",
            summary = "Change oneself",
            description = "A JSON merge patch of the profile: what is absent stays, `null` removes. A mask is refused.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = OwnMemberPatch.class),
                            examples = @ExampleObject(name = "Move to another city", value = """
                                                    {"profile":{"city":"Hangzhou"}}""")))
    public Uni<OwnMemberView> update(@NotNull(message = "must be given") @Valid OwnMemberPatch patch) {
        return preconditions.hold(service::readForUpdate, () -> service.update(patch));
    }
}
