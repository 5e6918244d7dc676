package dev.shuke.app;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of {@code app}, opened.
 *
 * @param subject Keycloak's id of the service account; null until it was learned
 * @param secret the one that Keycloak is to have; null once it has it
 * @param previousUntil how long the secret before that works; null when there is none
 * @param version one more with each change of what Keycloak is to follow
 */
record StoredApp(
        UUID id,
        String clientId,
        String subject,
        AppSettings settings,
        AppStatus status,
        String secret,
        Instant previousUntil,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    boolean removed() {
        return status == AppStatus.REMOVED;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "StoredApp " + id;
    }
}
