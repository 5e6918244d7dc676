package dev.shuke.retention;

import dev.shuke.platform.tenancy.Tx;
import dev.shuke.retention.RetentionPolicy.Rule;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** The rules, and the runs that follow them. */
@ApplicationScoped
class RetentionRepository {
    /**
     * The rules' version.
     *
     * @param rehearsed whether a dry run has told what they take
     */
    record Stand(int version, boolean enforced, boolean rehearsed) {
        static final Stand NONE = new Stand(0, false, false);
    }

    private static final String FIND = "select * from retention_policy where tenant_id = $1";
    private static final String LOCK = FIND + " for update";
    private static final String REPLACE = """
            insert into retention_policy (tenant_id, version, enforced, changed_at) values ($1, $2, $3, $4)
            on conflict (tenant_id) do update
              set version = excluded.version, enforced = excluded.enforced, changed_at = excluded.changed_at
            """;
    private static final String RULES = """
            select * from retention_rule where tenant_id = $1 order by event_type
            """;
    private static final String DELETE_RULES = "delete from retention_rule where tenant_id = $1";
    private static final String INSERT_RULES = """
            insert into retention_rule (tenant_id, event_type, days, action)
            select $1, event_type, days, action from unnest($2::text[], $3::int[], $4::text[]) r(event_type, days, action)
            """;
    private static final String REHEARSED = """
            update retention_policy set rehearsed = $2 where tenant_id = $1
            """;
    private static final String INSERT_RUN = """
            insert into retention_run (tenant_id, id, version, dry_run, as_of, started_by) values ($1, $2, $3, $4, $5, $6)
            """;
    private static final String FIND_RUN = "select * from retention_run where tenant_id = $1 and id = $2";
    private static final String LIST_RUNS = """
            select * from retention_run where tenant_id = $1 and id < $2 order by id desc limit $3
            """;
    private static final String END_RUN = """
            update retention_run set ended_at = $3, disclosures = $4 where tenant_id = $1 and id = $2
            returning version, dry_run
            """;
    private static final String COUNT = """
            insert into retention_count as c (tenant_id, run_id, event_type, action, events) values ($1, $2, $3, $4, $5)
            on conflict (tenant_id, run_id, event_type) do update set events = c.events + excluded.events
            """;
    private static final String COUNTS = """
            select * from retention_count where tenant_id = $1 and run_id = $2 order by event_type
            """;

    Uni<Stand> find(Tx tx) {
        return tx.first(FIND, RetentionRepository::stand).onItem().ifNull().continueWith(Stand.NONE);
    }

    /** Nobody else changes the rules before this transaction ends, once there are any. */
    Uni<Stand> lock(Tx tx) {
        return tx.first(LOCK, RetentionRepository::stand).onItem().ifNull().continueWith(Stand.NONE);
    }

    Uni<List<Rule>> rules(Tx tx) {
        return tx.list(
                RULES,
                row -> new Rule(
                        row.getString("event_type"),
                        row.getInteger("days"),
                        RetentionAction.stored(row.getString("action"))));
    }

    Uni<Void> replace(Tx tx, RetentionPolicy policy, int version) {
        List<Rule> rules = policy.rules();
        return tx.update(REPLACE, version, policy.enforced(), now())
                .chain(() -> tx.update(DELETE_RULES))
                .chain(() -> tx.update(
                        INSERT_RULES,
                        rules.stream().map(Rule::eventType).toArray(String[]::new),
                        rules.stream().map(Rule::days).toArray(Integer[]::new),
                        rules.stream().map(rule -> rule.action().key()).toArray(String[]::new)))
                .replaceWithVoid();
    }

    Uni<Integer> insertRun(Tx tx, UUID id, int version, boolean dryRun, Instant asOf) {
        return tx.update(
                INSERT_RUN,
                id,
                version,
                dryRun,
                asOf.atOffset(ZoneOffset.UTC),
                tx.call().caller().subject());
    }

    /** Null when there is none. */
    Uni<RunView> findRun(Tx tx, UUID id) {
        return tx.first(FIND_RUN, RetentionRepository::run, id);
    }

    /** The newest first. */
    Uni<List<RunView>> listRuns(Tx tx, UUID before, int limit) {
        return tx.list(LIST_RUNS, RetentionRepository::run, before, limit);
    }

    /** Once a dry run of the rules as they are is at its end, it is known what they take. */
    Uni<Void> endRun(Tx tx, UUID id, long disclosures) {
        return tx.first(
                        END_RUN,
                        row -> row.getBoolean("dry_run") ? row.getInteger("version") : null,
                        id,
                        now(),
                        disclosures)
                .chain(version -> version == null
                        ? Uni.createFrom().voidItem()
                        : tx.update(REHEARSED, version).replaceWithVoid());
    }

    Uni<Integer> count(Tx tx, UUID run, Rule rule, long events) {
        return tx.update(COUNT, run, rule.eventType(), rule.action().key(), events);
    }

    Uni<List<RunView.Count>> counts(Tx tx, UUID run) {
        return tx.list(
                COUNTS,
                row -> new RunView.Count(
                        row.getString("event_type"),
                        RetentionAction.stored(row.getString("action")),
                        row.getLong("events")),
                run);
    }

    private static OffsetDateTime now() {
        return Instant.now().atOffset(ZoneOffset.UTC);
    }

    private static Stand stand(Row row) {
        int version = row.getInteger("version");
        Integer rehearsed = row.getInteger("rehearsed");
        return new Stand(version, row.getBoolean("enforced"), rehearsed != null && rehearsed == version);
    }

    private static RunView run(Row row) {
        OffsetDateTime ended = row.getOffsetDateTime("ended_at");
        return new RunView(
                row.getUUID("id"),
                row.getBoolean("dry_run"),
                row.getOffsetDateTime("as_of").toInstant(),
                row.getString("started_by"),
                "/v1/jobs/" + row.getUUID("id"),
                ended == null ? null : ended.toInstant(),
                row.getLong("disclosures"),
                List.of(),
                List.of());
    }
}
