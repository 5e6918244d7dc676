package dev.shuke.platform.jobs;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Long work. Time is PostgreSQL's, as in the queue. */
@ApplicationScoped
class TenantJobRepository {
    private static final String VIEW = """
            id, kind, state, done, total, rejected, failure, result, created_at, started_at, ended_at,
            extract(epoch from coalesce(ended_at, clock_timestamp()) - started_at)::float8 as seconds
            """;
    private static final String ROW = "id, kind, state, done, checkpoint, version";

    private static final String INSERT = """
            insert into job (tenant_id, id, kind, state, total, checkpoint, result, created_by)
            values ($1, $2, $3, 'queued', $4, $5, $6, $7)
            returning\s""" + VIEW;
    private static final String FIND = "select " + VIEW + "from job where tenant_id = $1 and id = $2";
    private static final String LIST = "select " + VIEW + """
            from job where tenant_id = $1 and id < $2 order by id desc limit $3
            """;
    private static final String CANCEL = """
            update job set state = 'cancelling' where tenant_id = $1 and id = $2 and state in ('queued', 'running')
            """;

    private static final String BEGIN = """
            update job set
              state = case state when 'queued' then 'running' else state end,
              started_at = coalesce(started_at, now())
            where tenant_id = $1 and id = $2 and ended_at is null
            returning\s""" + ROW;
    private static final String LOCK = "select " + ROW + """
             from job where tenant_id = $1 and id = $2 for no key update
            """;
    private static final String ADVANCE = """
            update job set
              done = done + $3, rejected = rejected + $4, checkpoint = $5, total = coalesce($6, total),
              version = version + 1, failures = 0,
              state = case when $7 then 'succeeded' else state end,
              ended_at = case when $7 then clock_timestamp() end
            where tenant_id = $1 and id = $2
            returning\s""" + ROW;
    private static final String END = """
            update job set state = $3, failure = $4, ended_at = clock_timestamp()
            where tenant_id = $1 and id = $2
            returning\s""" + ROW;
    private static final String FAILED = """
            update job set failures = failures + 1 where tenant_id = $1 and id = $2 returning failures
            """;

    Uni<JobView> insert(Tx tx, NewJob job, String createdBy) {
        return tx.first(
                INSERT,
                TenantJobRepository::view,
                job.id(),
                job.kind(),
                job.total(),
                job.checkpoint(),
                job.result(),
                createdBy);
    }

    /** Null when there is none. */
    Uni<JobView> find(Tx tx, UUID id) {
        return tx.first(FIND, TenantJobRepository::view, id);
    }

    /** The newest first, behind the id. */
    Uni<List<JobView>> list(Tx tx, UUID before, int limit) {
        return tx.list(LIST, TenantJobRepository::view, before, limit);
    }

    /** Without effect on one that has ended. */
    Uni<Integer> cancel(Tx tx, UUID id) {
        return tx.update(CANCEL, id);
    }

    /** Null when it has ended. */
    Uni<JobRow> begin(Tx tx, UUID id) {
        return tx.first(BEGIN, TenantJobRepository::row, id);
    }

    /** As it stands; nobody else changes it before this transaction ends. */
    Uni<JobRow> lock(Tx tx, UUID id) {
        return tx.first(LOCK, TenantJobRepository::row, id);
    }

    Uni<JobRow> advance(Tx tx, UUID id, JobProgress progress) {
        return tx.first(
                ADVANCE,
                TenantJobRepository::row,
                id,
                progress.done(),
                progress.rejected(),
                progress.checkpoint(),
                progress.total(),
                progress.last());
    }

    Uni<JobRow> end(Tx tx, UUID id, JobState how, String failure) {
        return tx.first(END, TenantJobRepository::row, id, how.key(), failure);
    }

    /** How many times in a row the step that comes next has failed. */
    Uni<Integer> failed(Tx tx, UUID id) {
        return tx.first(FAILED, row -> row.getInteger("failures"), id);
    }

    private static JobRow row(Row row) {
        return new JobRow(
                row.getUUID("id"),
                row.getString("kind"),
                JobState.stored(row.getString("state")),
                row.getLong("done"),
                row.get(JsonObject.class, "checkpoint"),
                row.getInteger("version"));
    }

    private static JobView view(Row row) {
        return JobView.of(
                row.getUUID("id"),
                row.getString("kind"),
                JobState.stored(row.getString("state")),
                row.getLong("done"),
                row.getLong("total"),
                row.getLong("rejected"),
                row.getDouble("seconds"),
                row.getString("failure"),
                row.getString("result"),
                at(row, "created_at"),
                at(row, "started_at"),
                at(row, "ended_at"));
    }

    private static Instant at(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }
}
