package dev.shuke.tag;

import dev.shuke.platform.jobs.JobKind;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Puts away, every hour, what has expired: nobody has been shown it since. */
@ApplicationScoped
class TagSweep implements JobKind {
    static final String KIND = "tag.sweep";
    private static final Duration EVERY = Duration.ofHours(1);
    private static final int ROWS = 5_000;

    private final TenantDb db;
    private final SweepRepository repository;
    private final Jobs jobs;

    TagSweep(TenantDb db, SweepRepository repository, Jobs jobs) {
        this.db = db;
        this.repository = repository;
        this.jobs = jobs;
    }

    /** To be called when somebody is given what expires: the tenant's first sweep has all others put down behind it. */
    Uni<Void> start(Tx tx, Assignment assignment) {
        return assignment.expiresAt() == null ? Uni.createFrom().voidItem() : schedule(tx, true);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        return db.inTransaction(tx -> schedule(tx, false))
                .chain(() -> Uni.createFrom()
                        .deferred(() -> db.inTransaction(tx -> repository.expire(tx, Instant.now(), ROWS)))
                        .repeat()
                        .whilst(expired -> expired == ROWS)
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    /** Whoever finds that it is time puts the next one down, so there is one chain, however often a sweep runs. */
    private Uni<Void> schedule(Tx tx, boolean first) {
        Instant now = Instant.now();
        Instant next = now.plus(EVERY);
        return (first ? repository.start(tx, next) : repository.goOn(tx, now, next))
                .chain(begun -> begun == 0 ? Uni.createFrom().voidItem() : jobs.schedule(tx, KIND, "", next));
    }
}
