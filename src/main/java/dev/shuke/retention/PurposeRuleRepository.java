package dev.shuke.retention;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.retention.RetentionPolicy.PurposeRule;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The rules by purpose, and what runs have taken by them. */
@ApplicationScoped
class PurposeRuleRepository {
    private static final String RULES = """
            select * from retention_purpose_rule where tenant_id = $1 order by purpose
            """;
    private static final String DELETE_RULES = "delete from retention_purpose_rule where tenant_id = $1";
    private static final String INSERT_RULES = """
            insert into retention_purpose_rule (tenant_id, purpose, days, action, event_types, attributes)
            select $1, r.purpose, r.days, r.action, r.types, r.keys
            from jsonb_to_recordset($2::jsonb) r(purpose text, days int, action text, types text[], keys text[])
            """;
    private static final String COUNT = """
            insert into retention_purpose_count as c (tenant_id, run_id, purpose, events, members)
            values ($1, $2, $3, $4, $5)
            on conflict (tenant_id, run_id, purpose)
              do update set events = c.events + excluded.events, members = c.members + excluded.members
            """;
    private static final String COUNTS = """
            select * from retention_purpose_count where tenant_id = $1 and run_id = $2 order by purpose
            """;

    Uni<List<PurposeRule>> rules(Tx tx) {
        return tx.list(
                RULES,
                row -> new PurposeRule(
                        new Purpose(row.getString("purpose")),
                        row.getInteger("days"),
                        RetentionAction.stored(row.getString("action")),
                        List.of(row.getArrayOfStrings("event_types")),
                        List.of(row.getArrayOfStrings("attributes"))));
    }

    Uni<Void> replace(Tx tx, List<PurposeRule> rules) {
        JsonArray sent = new JsonArray();
        rules.forEach(rule -> sent.add(new JsonObject()
                .put("purpose", rule.purpose().key())
                .put("days", rule.days())
                .put("action", rule.action().key())
                .put("types", new JsonArray(rule.eventTypes()))
                .put("keys", new JsonArray(rule.attributes()))));
        return tx.update(DELETE_RULES)
                .chain(() -> tx.update(INSERT_RULES, sent))
                .replaceWithVoid();
    }

    Uni<Integer> count(Tx tx, UUID run, PurposeRule rule, long events, long members) {
        return tx.update(COUNT, run, rule.purpose().key(), events, members);
    }

    Uni<List<RunView.PurposeCount>> counts(Tx tx, UUID run) {
        return tx.list(
                COUNTS,
                row -> new RunView.PurposeCount(
                        row.getString("purpose"), row.getLong("events"), row.getLong("members")),
                run);
    }
}
