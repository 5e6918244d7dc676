package dev.shuke.tenant;

import dev.shuke.platform.privacy.DeploymentSeal;
import dev.shuke.tenant.StoredTenant.Sealed;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.UUID;

/** What must be remembered of the first owner while Keycloak is brought up to date, sealed. */
@ApplicationScoped
class OwnerSecrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Without characters that are taken for each other when read aloud or typed from paper. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int GROUPS = 5;
    private static final int GROUP_LENGTH = 4;

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

    /** A new one-time password of 115 random bits. */
    Sealed newCredential(UUID tenantId) {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
            password.append(i > 0 && i % GROUP_LENGTH == 0 ? "-" : "")
                    .append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new Sealed(seal.seal(password.toString(), place(tenantId, "owner_credential")));
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
