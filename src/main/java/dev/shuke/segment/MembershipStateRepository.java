package dev.shuke.segment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.segment.Membership.Reason;
import dev.shuke.segment.Membership.State;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** How far the members of each dynamic segment are stored. Whoever changes them holds the lock of the segment's row. */
@ApplicationScoped
class MembershipStateRepository {
    /** Of a tenant's touches one at a time takes away: who makes a segment waits for him, and is waited for. */
    private static final String ALONE = """
            select pg_try_advisory_xact_lock(hashtextextended('membership ' || $1::uuid, 0)) as alone,
              clock_timestamp() as now
            """;

    private static final String WAIT = """
            select pg_advisory_xact_lock(hashtextextended('membership ' || $1::uuid, 0))
            """;

    private static final String KEPT = """
            select t.segment_id, t.version, t.state, t.checked_to, t.fill_at, v.rule::text as rule
            from segment_state t
            join segment_version v on v.tenant_id = $1 and v.segment_id = t.segment_id and v.version = t.version
            where t.tenant_id = $1
            """;
    private static final String LOCK = KEPT + "and t.segment_id = $2 for update of t";
    private static final String LOCK_FREE = KEPT + "order by t.segment_id for update of t skip locked";
    private static final String IDS = "select segment_id from segment_state where tenant_id = $1";
    private static final String NOW = "select clock_timestamp() as now where $1::uuid is not null";

    /** Less than a job may take. */
    private static final String PATIENT = """
            select set_config('statement_timeout', '240s', true) where $1::uuid is not null
            """;

    /**
     * As many as the planner believes, who reads none of them: to count a hundred thousand takes a tenth of what a segment
     * of them takes. As right as the latest ANALYZE, which is enough to tell who had better not wait.
     */
    private static final String MEMBERS = """
            explain (format json) select from member_metric where tenant_id = $1
            """;

    private static final String CREATE = """
            insert into segment_state (tenant_id, segment_id, version, state, since, checked_to, fill_at)
            values ($1, $2, $3, 'building', $4, $4, $5)
            """;
    private static final String RESTART = """
            update segment_state set version = $3, state = 'building', since = $4, reason = null
            where tenant_id = $1 and segment_id = $2
            """;
    private static final String FILLED = """
            update segment_state set filled = version, checked_to = greatest(checked_to, $3), computed_at = $3,
              fill_at = $4, drift = drift + case when state = 'ready' and computed_at is not null then $5::bigint else 0 end,
              since = case when state = 'ready' then since else $3 end, state = 'ready', reason = null
            where tenant_id = $1 and segment_id = $2
            """;
    private static final String OUTDATED = """
            update segment_state set computed_at = null where tenant_id = $1 and segment_id = $2
            """;
    private static final String FAILED = """
            update segment_state set since = case when reason is null then $3 else since end, reason = $4,
              state = case when filled = version then 'stale' else 'failed' end
            where tenant_id = $1 and segment_id = $2
            """;
    private static final String CHECKED = """
            update segment_state set checked_to = greatest(checked_to, $3), fill_at = greatest(fill_at, $4)
            where tenant_id = $1 and segment_id = $2
            """;
    private static final String DELETE = "delete from segment_state where tenant_id = $1 and segment_id = $2";

    private static final String BEGIN_SWEEP = """
            insert into segment_sweep (tenant_id, run_at) values ($1, $2) on conflict do nothing
            """;
    private static final String GO_ON = """
            update segment_sweep set run_at = $3 where tenant_id = $1 and run_at <= $2
            """;
    private static final String END_SWEEP = """
            delete from segment_sweep where tenant_id = $1
              and not exists (select from segment_state where tenant_id = $1)
            """;

    private final ObjectMapper mapper;

    MembershipStateRepository(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The time, or null when somebody else is at the tenant's touches. */
    Uni<Instant> alone(Tx tx) {
        return tx.first(ALONE, row -> row.getBoolean("alone") ? now(row) : null);
    }

    /** Nobody takes touches away until the transaction ends. */
    Uni<Void> hold(Tx tx) {
        return tx.list(WAIT, row -> true).replaceWithVoid();
    }

    /** PostgreSQL's. */
    Uni<Instant> now(Tx tx) {
        return tx.first(NOW, MembershipStateRepository::now);
    }

    /** No caller waits for this transaction: its statements may take longer than a call's. */
    Uni<Void> patient(Tx tx) {
        return tx.list(PATIENT, row -> true).replaceWithVoid();
    }

    /** Null when it is none, or has gone. */
    Uni<KeptSegment> lock(Tx tx, UUID segment) {
        return tx.first(LOCK, this::read, segment);
    }

    /** Those that nobody else has locked. */
    Uni<List<KeptSegment>> lockFree(Tx tx) {
        return tx.list(LOCK_FREE, this::read);
    }

    Uni<List<UUID>> ids(Tx tx) {
        return tx.list(IDS, row -> row.getUUID(0));
    }

    /** About how many members the tenant has. */
    Uni<Long> members(Tx tx) {
        return tx.first(
                MEMBERS,
                row -> row.getJsonArray(0)
                        .getJsonObject(0)
                        .getJsonObject("Plan")
                        .getLong("Plan Rows"));
    }

    Uni<Integer> create(Tx tx, UUID segment, int version, Instant since, Instant fillAt) {
        return tx.update(CREATE, segment, version, PointInTime.stored(since), PointInTime.stored(fillAt));
    }

    /** It has another rule. */
    Uni<Integer> restart(Tx tx, UUID segment, int version, Instant since) {
        return tx.update(RESTART, segment, version, PointInTime.stored(since));
    }

    /** @param drift how many were wrong, unless it was known before that they are */
    Uni<Integer> filled(Tx tx, UUID segment, Instant asOf, Instant fillAt, long drift) {
        return tx.update(FILLED, segment, PointInTime.stored(asOf), PointInTime.stored(fillAt), drift);
    }

    /** Everybody is to be looked at, and it is no wonder if many are wrong. */
    Uni<Integer> outdated(Tx tx, UUID segment) {
        return tx.update(OUTDATED, segment);
    }

    Uni<Integer> failed(Tx tx, UUID segment, Instant at, Reason reason) {
        return tx.update(FAILED, segment, PointInTime.stored(at), reason.key());
    }

    /** Whom time moves until then is noted. */
    Uni<Integer> checked(Tx tx, UUID segment, Instant to, Instant fillAt) {
        return tx.update(CHECKED, segment, PointInTime.stored(to), PointInTime.stored(fillAt));
    }

    Uni<Integer> delete(Tx tx, UUID segment) {
        return tx.update(DELETE, segment);
    }

    /** 1 when the tenant had no sweep before, else 0. */
    Uni<Integer> beginSweep(Tx tx, Instant at) {
        return tx.update(BEGIN_SWEEP, PointInTime.stored(at));
    }

    /** 1 when it is time, and then not again before the next; 0 otherwise. */
    Uni<Integer> goOn(Tx tx, Instant now, Instant next) {
        return tx.update(END_SWEEP).chain(() -> tx.update(GO_ON, PointInTime.stored(now), PointInTime.stored(next)));
    }

    private static Instant now(Row row) {
        return row.getOffsetDateTime("now").toInstant();
    }

    private KeptSegment read(Row row) {
        return new KeptSegment(
                row.getUUID("segment_id"),
                row.getInteger("version"),
                State.stored(row.getString("state")),
                row.getOffsetDateTime("checked_to").toInstant(),
                row.getOffsetDateTime("fill_at").toInstant(),
                rule(row.getString("rule")));
    }

    private Rule rule(String json) {
        try {
            return mapper.readValue(json, Rule.class);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("a stored rule cannot be read", damaged);
        }
    }
}
