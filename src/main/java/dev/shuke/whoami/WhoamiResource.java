package dev.shuke.whoami;

import dev.shuke.platform.access.Claims;
import dev.shuke.platform.access.Permission;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/whoami} */
@Path("/v1/whoami")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tenant", description = "The caller's own merchant")
public class WhoamiResource {
    private final WhoamiService service;
    private final CurrentIdentityAssociation identity;

    WhoamiResource(WhoamiService service, CurrentIdentityAssociation identity) {
        this.service = service;
        this.identity = identity;
    }

    @GET
    @PermissionsAllowed(Permission.WHOAMI)
    @Operation(operationId = "whoAmI", summary = "Who am I", description = """
                    For every caller with a valid token. A person whose token belongs to several tenants and who names \
                    none gets the list to choose from, and no tenant.""")
    @APIResponse(
            responseCode = "200",
            description = "The caller",
            content =
                    @Content(
                            schema = @Schema(implementation = WhoamiView.class),
                            examples = {
                                @ExampleObject(name = "A person of one merchant", value = """
                                        {"kind":"staff","subject":"8f1d6f3e-6a0a-4f2c-9c55-52c1b6f1c1a7",
                                         "tenant":{"id":"019aa0c4-5a7e-7c3f-9d1e-0242ac120002","slug":"acme-tea",
                                         "name":"Acme Tea 茶","timezone":"Asia/Shanghai","currency":"CNY"},
                                         "roles":["analyst"],"permissions":["products:read","segments:preview",
                                         "stores:read","tenant:read"],
                                         "tenants":[{"slug":"acme-tea","name":"Acme Tea 茶"}]}"""),
                                @ExampleObject(name = "A person who has to choose", value = """
                                        {"kind":"staff","subject":"8f1d6f3e-6a0a-4f2c-9c55-52c1b6f1c1a7",
                                         "roles":[],"permissions":[],
                                         "tenants":[{"slug":"acme-tea","name":"Acme Tea 茶"},
                                         {"slug":"book-corner","name":"Book Corner"}]}""")
                            }))
    public Uni<WhoamiView> whoami() {
        return identity.getDeferredIdentity()
                .map(caller -> Claims.of((JsonWebToken) caller.getPrincipal()))
                .chain(service::whoami);
    }
}
