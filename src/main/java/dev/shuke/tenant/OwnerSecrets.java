package dev.shuke.tenant;

import dev.shuke.platform.access.NewSecret;
import dev.shuke.platform.privacy.DeploymentSeal;
import dev.shuke.platform.privacy.StaffEmail;
import dev.shuke.tenant.StoredTenant.Sealed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What must be remembered of the first owner while Keycloak is brought up to date, sealed. */
@ApplicationScoped
class OwnerSecrets {
    private final DeploymentSeal seal;

    OwnerSecrets(DeploymentSeal seal) {
        this.seal = seal;
    }

    Sealed seal(StaffEmail owner, UUID tenantId) {
        return new Sealed(seal.seal(owner.clear(), place(tenantId, "owner")));
    }

    StaffEmail owner(StoredTenant tenant) {
        return new StaffEmail(seal.open(tenant.owner().bytes(), place(tenant.id(), "owner")));
    }

    /** What is sealed of the tenant, sealed once more. */
    Sealing sealAnew(StoredTenant tenant) {
        return new Sealing(
                tenant.owner() == null ? null : seal(owner(tenant), tenant.id()),
                tenant.credential() == null
                        ? null
                        : new Sealed(seal.seal(credential(tenant), place(tenant.id(), "owner_credential"))));
    }

    /** Both sealed texts of a tenant, each of which may be null. */
    record Sealing(Sealed owner, Sealed credential) {}

    /** A new one-time password. */
    Sealed newCredential(UUID tenantId) {
        return new Sealed(seal.seal(NewSecret.password(), place(tenantId, "owner_credential")));
    }

    /** The one-time password, or null when the owner needs none. */
    String credential(StoredTenant tenant) {
        return tenant.credential() == null
                ? null
                : seal.open(tenant.credential().bytes(), place(tenant.id(), "owner_credential"));
    }

    private static String place(UUID tenantId, String column) {
        return "tenant|" + column + "|" + tenantId;
    }
}
