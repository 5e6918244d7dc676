package dev.shuke.tenant;

import dev.shuke.platform.privacy.StaffEmail;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The tenant that is wanted. Sent again, it must say the same. */
@Schema(
        description = "The tenant that is wanted, and the person who gets the first login",
        requiredProperties = {"slug", "name", "timezone", "currency", "owner"})
public record TenantRequest(
        @NotNull(message = TenantRequest.REQUIRED) Slug slug,
        @NotNull(message = TenantRequest.REQUIRED) TenantName name,
        @NotNull(message = TenantRequest.REQUIRED) Timezone timezone,
        @NotNull(message = TenantRequest.REQUIRED) CurrencyCode currency,
        @NotNull(message = TenantRequest.REQUIRED) @Valid Owner owner) {
    private static final String REQUIRED = "must be given";

    /** The first owner. */
    @Schema(name = "TenantOwnerRequest", requiredProperties = "email")
    public record Owner(
            @NotNull(message = TenantRequest.REQUIRED) StaffEmail email) {}
}
