package dev.shuke.retention;

import dev.shuke.platform.jobs.JobKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Once a day, where the tenant wants it. */
@ApplicationScoped
class RetentionSweep implements JobKind {
    static final String KIND = "retention.sweep";

    private final RetentionService service;

    RetentionSweep(RetentionService service) {
        this.service = service;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        return service.runDaily();
    }
}
