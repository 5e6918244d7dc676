package dev.shuke.platform.tenancy;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Takes no calls while PostgreSQL does not answer. Asked through the platform's pool: the other one, rightly, runs
 * nothing without a tenant, which is why the check that Quarkus brings is off.
 */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements AsyncHealthCheck {
    private static final String NAME = "PostgreSQL";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final PlatformDb db;

    DatabaseReadiness(PlatformDb db) {
        this.db = db;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return db.first("select 1", row -> HealthCheckResponse.up(NAME))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithItem(() -> HealthCheckResponse.down(NAME));
    }
}
