package dev.shuke.platform.jobs;

import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.JobsDb;
import dev.shuke.platform.tenancy.PlatformTx;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;

/** The queue. Time is PostgreSQL's: the instances' clocks may differ by more than a lease. */
@ApplicationScoped
class JobRepository {
    private static final String INSERT = """
            insert into jobs.due (tenant_id, id, kind, ref, at) values ($1, $2, $3, $4, $5)
            """;

    /**
     * The longest due of those that nobody has and that are about nothing somebody is at. Two who claim at the same
     * moment may both see neither's claim: then the unique index lets one of them pass.
     */
    private static final String CLAIM = """
            update jobs.due set claim = $1, claimed_until = now() + make_interval(secs => $2), attempts = attempts + 1
            where (tenant_id, id) = (
              select d.tenant_id, d.id from jobs.due d
              where d.at <= now() and d.kind = any($3) and (d.claim is null or d.claimed_until < now())
                and not exists (
                  select from jobs.due other
                  where other.tenant_id = d.tenant_id and other.kind = d.kind and other.ref = d.ref
                    and other.claim is not null and other.id <> d.id)
              order by d.at limit 1
              for update of d skip locked)
            returning tenant_id, id, kind, ref, claim, attempts
            """;

    private static final String TAKEN_BY_ANOTHER = "23505";
    private static final String RENEW = """
            update jobs.due set claimed_until = now() + make_interval(secs => $2) where claim = any($1)
            """;
    private static final String DONE = """
            delete from jobs.due where tenant_id = $1 and id = $2 and claim = $3
            """;
    private static final String AGAIN = """
            update jobs.due set claim = null, claimed_until = null, at = now() + make_interval(secs => $4)
            where tenant_id = $1 and id = $2 and claim = $3
            """;

    private final JobsDb db;

    JobRepository(JobsDb db) {
        this.db = db;
    }

    Uni<Integer> insert(Tx tx, String kind, String ref, Instant at) {
        return tx.update(INSERT, Ids.next(), kind, ref, utc(at));
    }

    Uni<Integer> insert(PlatformTx tx, UUID tenantId, String kind, String ref, Instant at) {
        return tx.update(INSERT, tenantId, Ids.next(), kind, ref, utc(at));
    }

    /** Null when nothing of these kinds is due, or another was faster. */
    Uni<DueJob> claim(Collection<String> kinds, Duration lease) {
        return db.first(CLAIM, JobRepository::read, Ids.next(), seconds(lease), kinds.toArray(String[]::new))
                .onFailure(failure ->
                        failure instanceof PgException refused && TAKEN_BY_ANOTHER.equals(refused.getSqlState()))
                .recoverWithNull();
    }

    Uni<Integer> renew(Collection<UUID> claims, Duration lease) {
        return db.update(RENEW, claims.toArray(UUID[]::new), seconds(lease));
    }

    /** Without effect when the claim has passed to another. */
    Uni<Integer> done(DueJob job) {
        return db.update(DONE, job.tenantId(), job.id(), job.claim());
    }

    /** Likewise. */
    Uni<Integer> again(DueJob job, Duration pause) {
        return db.update(AGAIN, job.tenantId(), job.id(), job.claim(), seconds(pause));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static DueJob read(Row row) {
        return new DueJob(
                row.getUUID("tenant_id"),
                row.getUUID("id"),
                row.getString("kind"),
                row.getString("ref"),
                row.getUUID("claim"),
                row.getInteger("attempts"));
    }
}
