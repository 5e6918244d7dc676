package dev.shuke.platform.jobs;

import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.function.Function;

/** Long work under way, as it stood after its latest step. */
public final class JobRun {
    private final TenantDb db;
    private final TenantJobRepository repository;
    private final TenantJob work;
    private final JobRow row;

    JobRun(TenantDb db, TenantJobRepository repository, TenantJob work, JobRow row) {
        this.db = db;
        this.repository = repository;
        this.work = work;
        this.row = row;
    }

    public UUID id() {
        return row.id();
    }

    /** How much is dealt with. */
    public long done() {
        return row.done();
    }

    /** Where the step begins. */
    public JsonObject checkpoint() {
        return row.checkpoint();
    }

    JobState state() {
        return row.state();
    }

    /** Null when this release knows no such kind. */
    TenantJob work() {
        return work;
    }

    /**
     * Commits what the step writes together with how far it came. Services that open transactions of their own join this
     * one. Nothing is written when the job was cancelled meanwhile, or when another instance has taken it over.
     *
     * @return the job as it stands then
     */
    public Uni<JobRun> advance(Function<Tx, Uni<JobProgress>> step) {
        return db.inSpanningTransaction(tx -> repository
                .lock(tx, id())
                .invoke(this::requireOurs)
                .chain(now -> now.state() == JobState.RUNNING
                        ? advance(tx, step)
                        : Uni.createFrom().item(at(now))));
    }

    private Uni<JobRun> advance(Tx tx, Function<Tx, Uni<JobProgress>> step) {
        return step.apply(tx)
                .chain(progress -> repository.advance(tx, id(), progress))
                .map(this::at)
                .call(now -> now.state().ended() ? work.ended(tx, now, now.state()) : nothing());
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    /** Ends it as cancelled or failed, unless it has ended otherwise meanwhile. */
    Uni<JobRun> end(JobState how, String failure) {
        return db.inSpanningTransaction(tx -> repository
                .lock(tx, id())
                .invoke(this::requireOurs)
                .map(this::at)
                .chain(now -> now.state().ended() ? Uni.createFrom().item(now) : now.end(tx, how, failure)));
    }

    private Uni<JobRun> end(Tx tx, JobState how, String failure) {
        return repository
                .end(tx, id(), how, failure)
                .map(this::at)
                .call(ended -> work == null ? nothing() : work.ended(tx, ended, how));
    }

    private void requireOurs(JobRow now) {
        if (now.version() != row.version()) {
            throw new Overtaken();
        }
    }

    private JobRun at(JobRow now) {
        return new JobRun(db, repository, work, now);
    }

    /** Another instance has taken the job over, so this one leaves it. */
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overtaken() {
            super("another instance is at this job", null, false, false);
        }
    }
}
