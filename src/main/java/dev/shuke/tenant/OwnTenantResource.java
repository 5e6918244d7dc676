package dev.shuke.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.MergePatch;
import dev.shuke.platform.web.Problem;
import dev.shuke.platform.write.Preconditions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/tenant} */
@Path("/v1/tenant")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tenant", description = "The caller's own merchant")
public class OwnTenantResource {
    private static final String EXAMPLE = """
            {"id":"019aa0c4-5a7e-7c3f-9d1e-0242ac120002","slug":"acme-tea","name":"Acme Tea 茶",
             "timezone":"Asia/Shanghai","currency":"CNY","settings":{"purchaseCycleDays":30,"locale":"zh-CN","mergeOn":[],
              "privacyDueDays":15,"erasedEvents":"pseudonymised"},
             "createdAt":"2026-11-21T08:30:00.123456Z","updatedAt":"2026-11-21T08:30:00.123456Z"}""";

    private final OwnTenantService service;
    private final MergePatch patches;
    private final Preconditions preconditions;

    OwnTenantResource(OwnTenantService service, MergePatch patches, Preconditions preconditions) {
        this.service = service;
        this.patches = patches;
        this.preconditions = preconditions;
    }

    @GET
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(operationId = "readOwnTenant", summary = "Read the own tenant", description = "Its name and settings.")
    @APIResponse(
            responseCode = "200",
            description = "The tenant",
            content =
                    @Content(
                            schema = @Schema(implementation = OwnTenantView.class),
                            examples = @ExampleObject(name = "A tea shop", value = EXAMPLE)))
    public Uni<OwnTenantView> read() {
        return service.current();
    }

    @PATCH
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(
            operationId = "updateOwnTenant",
            summary = "Change the own tenant",
            description = "A JSON merge patch: what is absent stays, and nothing can be removed.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = OwnTenantPatch.class),
                            examples = @ExampleObject(name = "Customers come every six weeks", value = """
                                                    {"settings":{"purchaseCycleDays":42}}""")))
    @APIResponse(
            responseCode = "200",
            description = "The tenant as it is now",
            content =
                    @Content(
                            schema = @Schema(implementation = OwnTenantView.class),
                            examples = @ExampleObject(name = "A tea shop", value = EXAMPLE)))
    @APIResponse(
            responseCode = "409",
            description = "`currency_in_use`: amounts are stored, so the currency stays",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<OwnTenantView> update(JsonNode patch) {
        OwnTenantPatch change = patches.read(patch, OwnTenantPatch.class);
        return preconditions
                .hold(service::currentForUpdate, () -> service.update(change))
                .invoke(service::forget);
    }
}
