package dev.shuke.platform.jobs;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.shuke.platform.jobs.JobRun.Overtaken;
import dev.shuke.platform.tenancy.TenantDb;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Does long work as short jobs of the queue: some steps, then it queues up again, so that many imports share few lanes
 * and none is taken for one that hangs.
 */
@ApplicationScoped
class TenantJobRunner implements JobKind {
    static final String KIND = "tenant-job";

    private static final Duration TURN = Duration.ofSeconds(15);
    private static final int MOST_FAILURES = 10;

    private final TenantDb db;
    private final TenantJobRepository repository;
    private final Jobs jobs;
    private final Map<String, TenantJob> kinds;

    TenantJobRunner(TenantDb db, TenantJobRepository repository, Jobs jobs, @All List<TenantJob> kinds) {
        this.db = db;
        this.repository = repository;
        this.jobs = jobs;
        this.kinds = kinds.stream().collect(toUnmodifiableMap(TenantJob::kind, kind -> kind));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        return db.inTransaction(tx -> repository.begin(tx, UUID.fromString(ref)))
                .onItem()
                .ifNotNull()
                .transformToUni(row -> turn(new JobRun(db, repository, kinds.get(row.kind()), row)))
                .replaceWithVoid();
    }

    private Uni<Void> turn(JobRun begun) {
        Instant until = Instant.now().plus(TURN);
        AtomicReference<JobRun> latest = new AtomicReference<>(begun);
        return Uni.createFrom()
                .deferred(() -> step(latest.get()))
                .invoke(latest::set)
                .repeat()
                .whilst(run -> !run.state().ended() && Instant.now().isBefore(until))
                .collect()
                .last()
                .chain(() -> latest.get().state().ended() ? done() : queueUp(latest.get()))
                .onFailure(Overtaken.class)
                .recoverWithUni(TenantJobRunner::done)
                .onFailure()
                .recoverWithUni(failure -> failed(latest.get(), failure));
    }

    private Uni<JobRun> step(JobRun run) {
        if (run.state() == JobState.CANCELLING) {
            return run.end(JobState.CANCELLED, null);
        }
        TenantJob work = run.work();
        return work == null
                ? Uni.createFrom().failure(new IllegalStateException("of another release"))
                : work.step(run);
    }

    private Uni<Void> queueUp(JobRun run) {
        return db.inTransaction(tx -> jobs.schedule(tx, KIND, run.id().toString(), Instant.now()));
    }

    /** Has it tried again later, or ends it when that would not help. */
    private Uni<Void> failed(JobRun run, Throwable failure) {
        if (failure instanceof JobFailed hopeless) {
            return run.end(JobState.FAILED, hopeless.code()).replaceWithVoid();
        }
        return db.inTransaction(tx -> repository.failed(tx, run.id()))
                .chain(failures -> failures < MOST_FAILURES
                        ? Uni.createFrom().<Void>failure(failure)
                        : run.end(JobState.FAILED, "internal").replaceWithVoid());
    }

    private static Uni<Void> done() {
        return Uni.createFrom().voidItem();
    }
}
