package dev.shuke.metric;

import dev.shuke.platform.jobs.JobKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Begins a rebuild that no caller has asked for, but a migration. */
@ApplicationScoped
class RebuildJob implements JobKind {
    private final MetricService service;

    RebuildJob(MetricService service) {
        this.service = service;
    }

    @Override
    public String kind() {
        return "metric.rebuild";
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        return service.rebuild().replaceWithVoid();
    }
}
