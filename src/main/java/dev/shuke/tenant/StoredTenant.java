package dev.shuke.tenant;

import java.time.Instant;
import java.util.UUID;

/**
 * A tenant's row.
 *
 * @param owner the first owner's address, sealed; null for a tenant that was entered without one
 * @param credential the first owner's one-time password, sealed: from the moment it is decided that the owner needs an
 *     account until it was said, otherwise null
 * @param deletionDueAt null unless the tenant is being offboarded
 */
record StoredTenant(
        UUID id,
        String slug,
        String name,
        TenantStatus status,
        String timezone,
        String currency,
        Sealed owner,
        Sealed credential,
        Instant createdAt,
        Instant deletionDueAt) {

    /** Bytes that mean nothing without the deployment's key. */
    record Sealed(byte[] bytes) {}
}
