package dev.shuke.rfm;

import dev.shuke.platform.jobs.JobProgress;
import dev.shuke.platform.jobs.JobRun;
import dev.shuke.platform.jobs.NewJob;
import dev.shuke.platform.jobs.TenantJob;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;

/** Scores all members in one step: a score says where one is among all the others. */
@ApplicationScoped
class RfmJob implements TenantJob {
    private static final String KIND = "rfm";
    private static final String SNAPSHOT_DATE = "snapshotDate";

    private final RfmRepository repository;

    RfmJob(RfmRepository repository) {
        this.repository = repository;
    }

    static NewJob to(LocalDate snapshotDate) {
        JsonObject checkpoint = new JsonObject().put(SNAPSHOT_DATE, snapshotDate.toString());
        return new NewJob(Ids.next(), KIND, null, checkpoint, "/v1/rfm/distribution");
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<JobRun> step(JobRun run) {
        return run.advance(tx -> score(tx, run.checkpoint()));
    }

    private Uni<JobProgress> score(Tx tx, JsonObject checkpoint) {
        LocalDate snapshotDate = LocalDate.parse(checkpoint.getString(SNAPSHOT_DATE));
        return repository
                .begin(tx, snapshotDate, Instant.now())
                .chain(rfm -> repository.score(tx, rfm))
                .map(members -> JobProgress.end(checkpoint, members, 0).of(members));
    }
}
