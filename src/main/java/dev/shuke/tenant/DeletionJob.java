package dev.shuke.tenant;

import dev.shuke.platform.jobs.JobKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Deletes a tenant whose days of grace have passed; finds nothing to do for every other. */
@ApplicationScoped
class DeletionJob implements JobKind {
    static final String KIND = "tenant.deletion";

    private final DepartureService departures;

    DeletionJob(DepartureService departures) {
        this.departures = departures;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        return departures.depart(tenantId);
    }
}
