package dev.shuke.metric;

import dev.shuke.platform.jobs.JobKind;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Looks at the habits of those about whom events have arrived.
 *
 * <p>A batch that finds another one waiting puts no job down, and the job that it counts on may have taken the other
 * before this batch is committed. So a job that found somebody has a last one run when every transaction of its time is
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

    private static final int BATCHES = 4;

    private final TenantDb db;
    private final MetricRepository repository;
    private final Jobs jobs;

    HabitJob(TenantDb db, MetricRepository repository, Jobs jobs) {
        this.db = db;
        this.repository = repository;
        this.jobs = jobs;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        return db.inTransaction(tx -> next(tx).call(
                                found -> found > 0 ? last(tx) : Uni.createFrom().voidItem()))
                .chain(found -> found == 0 ? Uni.createFrom().voidItem() : others());
    }

    private Uni<Void> others() {
        return Uni.createFrom()
                .deferred(() -> db.inTransaction(this::next))
                .repeat()
                .until(found -> found == 0)
                .collect()
                .last()
                .replaceWithVoid();
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
                : repository.refresh(tx, zone, members.toArray(UUID[]::new));
    }

    private Uni<Void> last(Tx tx) {
        return jobs.schedule(tx, KIND, LAST, Instant.now().plus(A_TRANSACTION));
    }
}
