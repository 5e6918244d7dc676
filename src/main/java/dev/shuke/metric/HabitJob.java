package dev.shuke.metric;

import dev.shuke.platform.jobs.JobKind;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Looks at the habits of those about whom events have arrived: soon when they are few, and taking a tenth of the time when
 * they are many, so that whoever sends a year's orders at once is not slowed down by what follows from them.
 *
 * <p>A batch that finds another one waiting puts no job down, and the job that it counts on may have taken the other
 * before this batch is committed. So a job that finds nobody has a last one run when every transaction of its time is
 * over.
 */
@ApplicationScoped
class HabitJob implements JobKind {
    static final String KIND = "metric.habits";
    /** A batch has arrived. */
    static final String BATCH = "batch";

    private static final String LAST = "last";
    /** More than a call may take. */
    private static final Duration A_TRANSACTION = Duration.ofMinutes(1);
    /** What arrives meanwhile is looked at together. */
    static final Duration SOON = Duration.ofSeconds(1);

    private static final int PAUSES = 9;
    private static final int BATCHES = 8;

    private final TenantDb db;
    private final MetricRepository repository;
    private final Touches touches;
    private final Jobs jobs;

    HabitJob(TenantDb db, MetricRepository repository, Touches touches, Jobs jobs) {
        this.db = db;
        this.repository = repository;
        this.touches = touches;
        this.jobs = jobs;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        Instant begun = Instant.now();
        return db.inTransaction(tx -> next(tx).chain(found -> goOn(tx, found, ref, begun)));
    }

    /** How many members it was. */
    private Uni<Integer> next(Tx tx) {
        String zone = tx.call().tenant().zone().getId();
        return repository
                .holdBesideEvents(tx)
                .chain(() -> repository.take(tx, BATCHES))
                .call(members -> refresh(tx, zone, members))
                .map(List::size);
    }

    private Uni<Void> refresh(Tx tx, String zone, List<UUID> members) {
        return members.isEmpty()
                ? Uni.createFrom().voidItem()
                : repository
                        .refresh(tx, zone, members.toArray(UUID[]::new))
                        .chain(() -> touches.note(tx, Touches.HABIT, members));
    }

    private Uni<Void> goOn(Tx tx, int found, String ref, Instant begun) {
        Instant now = Instant.now();
        if (found > 0) {
            Duration pause = Duration.between(begun, now).multipliedBy(PAUSES);
            return jobs.schedule(tx, KIND, BATCH, now.plus(pause.compareTo(SOON) < 0 ? SOON : pause));
        }
        return ref.equals(LAST) ? Uni.createFrom().voidItem() : jobs.schedule(tx, KIND, LAST, now.plus(A_TRANSACTION));
    }
}
