package dev.shuke.segment;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Tells, at {@code /q/health/well}, how long the oldest note of a member has been waiting for segments to follow it: down
 * when it is longer than they may be behind. No reason to stop taking calls.
 */
@Wellness
@ApplicationScoped
class MembershipHealth implements HealthCheck {
    private final MembershipRunner runner;
    private final Duration most;

    MembershipHealth(MembershipRunner runner, @ConfigProperty(name = "shuke.segments.behind") Duration most) {
        this.runner = runner;
        this.most = most;
    }

    @Override
    public HealthCheckResponse call() {
        Duration behind = runner.behind();
        return HealthCheckResponse.named("Segments follow")
                .status(behind.compareTo(most) <= 0)
                .withData("behindSeconds", behind.toSeconds())
                .build();
    }
}
