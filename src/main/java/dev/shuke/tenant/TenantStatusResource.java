package dev.shuke.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.MergePatch;
import dev.shuke.platform.web.Problem;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** What an administrator of the deployment does to one tenant: {@code /v1/tenants/{id}} and below. */
@Path("/v1/tenants/{id}")
@Produces(MediaType.APPLICATION_JSON)
@PermissionsAllowed(Permission.TENANTS_MANAGE)
@Tag(name = "Tenants", description = "For administrators of the deployment, who see nothing of a tenant's data")
public class TenantStatusResource {

    private final TenantService tenants;
    private final TenantStatusService statuses;
    private final MergePatch patches;

    TenantStatusResource(TenantService tenants, TenantStatusService statuses, MergePatch patches) {
        this.tenants = tenants;
        this.statuses = statuses;
        this.patches = patches;
    }

    @PATCH
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(
            operationId = "updateTenant",
            summary = "Rename a tenant",
            description = "A JSON merge patch of the name. The rest is the tenant's own to change; the slug stays.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = TenantPatch.class),
                            examples = @ExampleObject(name = "Another name", value = """
                                                    {"name":"Acme Tea and Coffee"}""")))
    @APIResponse(
            responseCode = "200",
            description = "The tenant as it is now",
            content = @Content(schema = @Schema(implementation = TenantView.class)))
    public Uni<TenantView> update(@RestPath UUID id, JsonNode patch) {
        return tenants.rename(id, patches.read(patch, TenantPatch.class));
    }

    @POST
    @Path("/suspend")
    @Operation(
            operationId = "suspendTenant",
            summary = "Suspend a tenant",
            description = "From now on its calls are refused with `tenant_inactive`, within ten seconds everywhere."
                    + " Nothing is lost. Sent again, it changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The tenant is suspended",
            content = @Content(schema = @Schema(implementation = TenantView.class)))
    @APIResponse(
            responseCode = "409",
            description = "`tenant_status`: it is not open yet, or being offboarded",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<TenantView> suspend(@RestPath UUID id) {
        return statuses.suspend(id);
    }

    @POST
    @Path("/resume")
    @Operation(
            operationId = "resumeTenant",
            summary = "Open a tenant again",
            description = "After a suspension, or to call off its deletion. Sent again, it changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The tenant is open; one that never was goes on being provisioned",
            content = @Content(schema = @Schema(implementation = TenantView.class)))
    @APIResponse(
            responseCode = "409",
            description = "`tenant_status`: it is not open yet",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<TenantView> resume(@RestPath UUID id) {
        return statuses.resume(id);
    }

    @DELETE
    @ResponseStatus(202)
    @Operation(
            operationId = "deleteTenant",
            summary = "Offboard a tenant",
            description =
                    "Its calls are refused at once, those of its apps too. `deletionDueAt` says when its data may be"
                            + " deleted; until then it can be resumed. Sent again, it does not move that day.")
    @APIResponse(
            responseCode = "202",
            description = "The tenant is being offboarded",
            content =
                    @Content(
                            schema = @Schema(implementation = TenantView.class),
                            examples = @ExampleObject(name = "With its last day", value = """
                                                    {"id":"019aa0c4-5a7e-7c3f-9d1e-0242ac120002","slug":"acme-tea",
                                                     "name":"Acme Tea 茶","status":"offboarding",
                                                     "timezone":"Asia/Shanghai","currency":"CNY",
                                                     "createdAt":"2026-11-21T08:30:00.123456Z",
                                                     "deletionDueAt":"2026-12-21T08:30:00.123456Z"}""")))
    public Uni<TenantView> delete(@RestPath UUID id) {
        return statuses.offboard(id);
    }
}
