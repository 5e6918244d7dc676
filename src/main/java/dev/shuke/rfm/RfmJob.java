package dev.shuke.rfm;

import dev.shuke.platform.jobs.JobProgress;
import dev.shuke.platform.jobs.JobRun;
import dev.shuke.platform.jobs.NewJob;
import dev.shuke.platform.jobs.TenantJob;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
import dev.shuke.rfm.TransitionMatrix.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** Scores all members in one step: a score says where one is among all the others. Their tags follow, a page at a step. */
@ApplicationScoped
class RfmJob implements TenantJob {
    private static final String KIND = "rfm";
    private static final String SNAPSHOT_DATE = "snapshotDate";
    /** Whose tags are next: of which kind, and behind whom; absent before the first step. */
    private static final String TAGS = "tags";

    private static final String AFTER = "after";
    private static final UUID NOBODY = new UUID(0, 0);

    private final RfmRepository repository;
    private final RfmRefresh refresh;
    private final RfmTags tags;
    private final Touches touches;

    RfmJob(RfmRepository repository, RfmRefresh refresh, RfmTags tags, Touches touches) {
        this.repository = repository;
        this.refresh = refresh;
        this.tags = tags;
        this.touches = touches;
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
        JsonObject checkpoint = run.checkpoint();
        return run.advance(tx -> repository
                .takeTime(tx)
                .chain(() -> checkpoint.containsKey(TAGS) ? follow(tx, checkpoint) : score(tx, checkpoint)));
    }

    private Uni<JobProgress> score(Tx tx, JsonObject checkpoint) {
        LocalDate snapshotDate = LocalDate.parse(checkpoint.getString(SNAPSHOT_DATE));
        return repository
                .begin(tx, snapshotDate, Instant.now())
                .chain(rfm -> repository
                        .score(tx, rfm)
                        .call(() -> touches.noteEverybody(tx, Touches.RFM))
                        .call(() -> refresh.start(tx, rfm.settings()))
                        .chain(members ->
                                tags.define(tx, rfm.settings()).map(defined -> scored(checkpoint, members, defined))));
    }

    private static JobProgress scored(JsonObject checkpoint, long members, boolean defined) {
        return (defined
                        ? JobProgress.upTo(next(checkpoint, Kind.TIER, NOBODY), members, 0)
                        : JobProgress.end(checkpoint, members, 0))
                .of(members);
    }

    private Uni<JobProgress> follow(Tx tx, JsonObject checkpoint) {
        Kind kind = Kind.valueOf(checkpoint.getString(TAGS));
        return tags.follow(tx, kind, UUID.fromString(checkpoint.getString(AFTER)))
                .map(last -> {
                    if (last != null) {
                        return JobProgress.upTo(next(checkpoint, kind, last), 0, 0);
                    }
                    return kind == Kind.TIER
                            ? JobProgress.upTo(next(checkpoint, Kind.STAGE, NOBODY), 0, 0)
                            : JobProgress.end(checkpoint, 0, 0);
                });
    }

    private static JsonObject next(JsonObject checkpoint, Kind kind, UUID after) {
        return checkpoint.copy().put(TAGS, kind.name()).put(AFTER, after.toString());
    }
}
