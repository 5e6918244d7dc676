package dev.shuke.platform.jobs;

import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.JobsDb;
import dev.shuke.platform.tenancy.PlatformTx;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** The queue, but for who has which job, which is db-scheduler's. */
@ApplicationScoped
class JobRepository {
    private static final String INSERT = """
            insert into jobs.due (tenant_id, id, kind, ref, at) values ($1, $2, $3, $4, $5)
            """;

    /** Of two about the same thing the unique index lets one pass. */
    private static final String BEGIN = "update jobs.due set running = true where tenant_id = ? and id = ?";

    private static final String LEAVE = "update jobs.due set running = false where tenant_id = ? and id = ?";

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

    /** Whether nobody is at another job of the tenant, kind and ref. Blocks. */
    boolean begin(UUID tenantId, UUID id) {
        return db.updateUnlessTaken(BEGIN, tenantId, id);
    }

    /** It may be another's turn before the job is tried again. Blocks. */
    void leave(UUID tenantId, UUID id) {
        db.updateUnlessTaken(LEAVE, tenantId, id);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
