package dev.shuke.keys;

import dev.shuke.platform.jobs.JobKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Goes on with a rotation of the tenant's keys; finds nothing to do when none is under way. */
@ApplicationScoped
class RotationJob implements JobKind {
    static final String KIND = "keys.rotation";

    private final RotationService rotations;

    RotationJob(RotationService rotations) {
        this.rotations = rotations;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        return rotations.goOn();
    }
}
