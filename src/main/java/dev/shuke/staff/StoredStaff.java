package dev.shuke.staff;

import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.privacy.StaffEmail;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A row of {@code staff}, opened.
 *
 * @param subject Keycloak's id of the account; null until it was learned
 * @param credential the one-time password of an account that was to be made, until it has been said
 * @param version one more with each change of what Keycloak is to follow
 */
record StoredStaff(
        UUID id,
        StaffEmail email,
        String subject,
        List<StaffRole> roles,
        List<String> stores,
        StaffStatus status,
        String credential,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    boolean owner() {
        return roles.contains(StaffRole.OWNER);
    }

    boolean removed() {
        return status == StaffStatus.REMOVED;
    }

    boolean sameAs(Assignment wanted) {
        return Set.copyOf(roles).equals(Set.copyOf(wanted.roles()))
                && Set.copyOf(stores).equals(Set.copyOf(wanted.stores()));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "StoredStaff " + id;
    }
}
