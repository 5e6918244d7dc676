package dev.shuke.whoami;

import dev.shuke.tenant.TenantName;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The caller, as the API sees it. */
@Schema(
        name = "Whoami",
        description = "The caller, as the API sees it",
        requiredProperties = {"kind", "subject", "roles", "permissions", "tenants"})
public record WhoamiView(
        @Schema(
                description = "`staff`: a person of a merchant; `app`: a merchant's machine client; `platform`: an"
                        + " administrator of the deployment",
                enumeration = {"staff", "app", "platform"})
        String kind,

        @Schema(
                description = "The token's subject, the same in every tenant",
                examples = "8f1d6f3e-6a0a-4f2c-9c55-52c1b6f1c1a7")
        String subject,

        @Schema(
                description =
                        "The tenant for which this call speaks; absent for none, and as long as one must be named")
        Tenant tenant,

        @Schema(description = "Of staff, in this tenant", examples = "[\"owner\"]")
        List<String> roles,

        @Schema(
                description = "Of a person who sees the members of certain stores only: their codes",
                examples = "[\"S-01\"]")
        List<String> stores,

        @Schema(description = "What operations of the API ask for", examples = "[\"members:read\",\"members:write\"]")
        List<String> permissions,

        @Schema(
                description =
                        "The open tenants that the token belongs to; name one in `X-Tenant` when there are several")
        List<Choice> tenants) {

    /** The tenant for which a call speaks. */
    @Schema(
            name = "WhoamiTenant",
            requiredProperties = {"id", "slug", "name", "timezone", "currency"})
    public record Tenant(UUID id, String slug, TenantName name, String timezone, String currency) {}

    /** A tenant that could be named. */
    @Schema(
            name = "WhoamiChoice",
            requiredProperties = {"slug", "name"})
    public record Choice(String slug, TenantName name) {}
}
