package dev.shuke.fieldpolicy;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.Problem;
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
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/field-policy} */
@Path("/v1/field-policy")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Tenant", description = "The caller's own merchant")
public class FieldPolicyResource {
    private final FieldPolicyService service;
    private final Preconditions preconditions;

    FieldPolicyResource(FieldPolicyService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(
            operationId = "readFieldPolicy",
            summary = "Read who sees what of members",
            description =
                    "How much each role, and an app, sees of each group of fields, and the most that it may be given.")
    @APIResponse(
            responseCode = "200",
            description = "The whole table",
            content = @Content(schema = @Schema(implementation = FieldPolicyView.class)))
    public Uni<FieldPolicyView> read() {
        return service.current();
    }

    @PUT
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(operationId = "replaceFieldPolicy", summary = "Change who sees what of members", description = """
                    Replaces all that was changed before: what is not named is again as the platform has it, and `{}` \
                    takes everything back. `none`: absent, and not usable in rules; `aggregate`: in rounded counts \
                    only; `partial`: the surname, the band of an amount, the last 90 days; `masked`; `full`; \
                    `reveal`: masked, and in clear text on a stated ground.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = FieldPolicyRequest.class),
                            examples =
                                    @ExampleObject(
                                            name = "Marketing sees exact amounts, managers no names",
                                            value = """
                                                    {"roles":{"marketing":{"amount":"full"},
                                                     "manager":{"identity":"none"}}}""")))
    @APIResponse(
            responseCode = "200",
            description = "The whole table as it is now",
            content = @Content(schema = @Schema(implementation = FieldPolicyView.class)))
    @APIResponse(
            responseCode = "422",
            description = "A role, a group or a word is not known, or more than the platform allows",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<FieldPolicyView> replace(@NotNull(message = "must be given") @Valid FieldPolicyRequest request) {
        Map<String, Map<String, String>> changes = request.checked();
        return preconditions
                .hold(service::currentForUpdate, () -> service.replace(changes))
                .invoke(service::forget);
    }
}
