package dev.shuke.tenant;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.shuke.platform.privacy.StaffEmail;
import dev.shuke.platform.web.WithETag;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tenant as platform administrators see it: nothing of its data. */
@WithETag
@Schema(
        name = "Tenant",
        description = "A merchant on this deployment",
        requiredProperties = {"id", "slug", "name", "status", "timezone", "currency", "createdAt"})
public record TenantView(
        UUID id,

        @Schema(examples = "acme-tea") String slug,

        @Schema(examples = "Acme Tea 茶") String name,

        TenantStatus status,

        @Schema(examples = "Asia/Shanghai") String timezone,

        @Schema(examples = "CNY") String currency,

        @Schema(description = "Only in the answer to the request that asks for the tenant")
        Owner owner,

        Instant createdAt,

        @Schema(description = "Of a tenant that is being offboarded: when its data may be deleted")
        Instant deletionDueAt) {

    /** The first owner. */
    @Schema(name = "TenantOwner", requiredProperties = "email")
    public record Owner(
            StaffEmail email,

            @Schema(
                    description = "Valid for one login, which asks for another. Shown once; absent for a person who has"
                            + " an account already",
                    examples = "q7hW-4mzK-Tn2c-Vx9d")
            @JsonProperty
            String temporaryPassword) {
        @Override
        public String toString() {
            return email.toString();
        }
    }

    static TenantView of(StoredTenant stored) {
        return of(stored, null);
    }

    static TenantView of(StoredTenant stored, Owner owner) {
        return new TenantView(
                stored.id(),
                stored.slug(),
                stored.name(),
                stored.status(),
                stored.timezone(),
                stored.currency(),
                owner,
                stored.createdAt(),
                stored.deletionDueAt());
    }
}
