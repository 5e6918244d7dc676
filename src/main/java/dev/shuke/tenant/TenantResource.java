package dev.shuke.tenant;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.Problem;
import dev.shuke.tenant.TenantService.Provisioned;
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
import jakarta.ws.rs.core.HttpHeaders;
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

/** {@code /v1/tenants} */
@Path("/v1/tenants")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@PermissionsAllowed(Permission.TENANTS_MANAGE)
@Tag(name = "Tenants", description = "For administrators of the deployment, who see nothing of a tenant's data")
public class TenantResource {

    private final TenantService service;

    TenantResource(TenantService service) {
        this.service = service;
    }

    @POST
    @Operation(operationId = "createTenant", summary = "Make a tenant", description = """
                    Makes a merchant, with its organization, its groups and its first owner in Keycloak. The slug makes \
                    the request idempotent: sent again with the same content it goes on with what was left half-way, \
                    as a job does by itself, or answers 200 with what is there. The owner's `temporaryPassword` is in \
                    the first answer after the tenant has opened, 201, and nowhere else; it is absent when the address has an account already, whose holder then owns this tenant too.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = TenantRequest.class),
                            examples = @ExampleObject(name = "A tea shop", value = """
                                                    {"slug":"acme-tea","name":"Acme Tea 茶","timezone":"Asia/Shanghai",
                                                     "currency":"CNY","owner":{"email":"owner@example.com"}}""")))
    @APIResponse(
            responseCode = "201",
            description = "The tenant is open",
            content =
                    @Content(
                            schema = @Schema(implementation = TenantView.class),
                            examples = @ExampleObject(name = "Keep the password: it is not said again", value = """
                                                    {"id":"019aa0c4-5a7e-7c3f-9d1e-0242ac120002","slug":"acme-tea",
                                                     "name":"Acme Tea 茶","status":"active","timezone":"Asia/Shanghai",
                                                     "currency":"CNY","owner":{"email":"o***@example.com",
                                                     "temporaryPassword":"q7hW-4mzK-Tn2c-Vx9d-R3kb"},
                                                     "createdAt":"2026-11-21T08:30:00.123456Z"}""")))
    @APIResponse(
            responseCode = "200",
            description = "The tenant was open already",
            content = @Content(schema = @Schema(implementation = TenantView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The slug stands for a tenant with other content",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description =
                    "Keycloak is away. The tenant stays `provisioning` until a job opens it: send the same again for the password",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<TenantView>> create(@NotNull(message = "must be given") @Valid TenantRequest wanted) {
        return service.create(wanted).map(TenantResource::answer);
    }

    @GET
    @Operation(
            operationId = "listTenants",
            summary = "List tenants",
            description = "In the order of their creation, page by page, whatever their status.")
    public Uni<Page<TenantView>> list(@BeanParam PageRequest page) {
        return service.list(page);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "readTenant", summary = "Read a tenant", description = "Its settings and status.")
    @APIResponse(
            responseCode = "200",
            description = "The tenant",
            content = @Content(schema = @Schema(implementation = TenantView.class)))
    public Uni<TenantView> read(@RestPath UUID id) {
        return service.require(id);
    }

    private static RestResponse<TenantView> answer(Provisioned done) {
        TenantView tenant = done.tenant();
        return ResponseBuilder.create(done.opened() ? RestResponse.Status.CREATED : RestResponse.Status.OK, tenant)
                .location(URI.create("/v1/tenants/" + tenant.id()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
