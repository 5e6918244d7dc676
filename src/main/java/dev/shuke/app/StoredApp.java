package dev.shuke.app;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A row of {@code app}, opened.
 *
 * @param secret of the current client, which Keycloak is to have; null once it has it
 * @param former the client that works beside the current one for a time; null when there is none
 * @param ended clients that Keycloak is to remove
 * @param version one more with each change of what Keycloak is to follow
 */
record StoredApp(
        UUID id,
        AppClient client,
        String secret,
        AppClient former,
        List<String> ended,
        AppSettings settings,
        AppStatus status,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * A client in Keycloak.
     *
     * @param subject of its tokens; null until it was learned
     * @param until when it ends; null for the current one
     */
    record AppClient(String id, String subject, Instant until) {}

    boolean removed() {
        return status == AppStatus.REMOVED;
    }

    /** All whose tokens are the app's. */
    List<String> subjects() {
        return Stream.of(client, former)
                .filter(present -> present != null && present.subject() != null)
                .map(AppClient::subject)
                .toList();
    }

    /** All that Keycloak may have of it. */
    List<String> clientIds() {
        return Stream.concat(
                        Stream.of(client, former)
                                .filter(present -> present != null)
                                .map(AppClient::id),
                        ended.stream())
                .toList();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "StoredApp " + id;
    }
}
