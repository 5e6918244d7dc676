package dev.shuke.platform.web;

import io.quarkus.vertx.http.security.CORS;
import io.quarkus.vertx.http.security.HttpSecurity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which web pages may call us from a browser: those of the configured origins, and by default none. */
@ApplicationScoped
class CrossOrigin {
    private static final Set<String> NONE = Set.of("none");
    private static final Set<String> SENT = Set.of(
            "Authorization",
            "Content-Type",
            "Idempotency-Key",
            "If-Match",
            "If-None-Match",
            "Prefer",
            "X-Request-Id",
            "X-Tenant");
    private static final Set<String> READ = Set.of(
            "ETag",
            "Idempotency-Replayed",
            "Location",
            "Preference-Applied",
            "RateLimit",
            "RateLimit-Policy",
            "Retry-After",
            "X-Request-Id");

    private final Set<String> origins;

    CrossOrigin(@ConfigProperty(name = "shuke.cors.origins") Set<String> origins) {
        this.origins = origins;
    }

    void allow(@Observes HttpSecurity security) {
        if (origins.equals(NONE)) {
            return;
        }
        security.cors(CORS.builder()
                .origins(origins)
                .methods(Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"))
                .headers(SENT)
                .exposedHeaders(READ)
                .accessControlMaxAge(Duration.ofHours(1))
                .build());
    }
}
