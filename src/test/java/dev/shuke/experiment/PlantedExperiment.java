package dev.shuke.experiment;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.TestTenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * An experiment with what its units saw and did: events over HTTP, the rest by SQL. Every event is taken as recorded when it
 * happened, unless it is told late.
 */
final class PlantedExperiment {
    private static final int BATCH = 500;

    private final TestTenant tenant;
    private final UUID id = UUID.randomUUID();
    private final List<Happened> events = new ArrayList<>();

    /**
     * @param unit a card
     * @param amount minor units; null for none
     * @param lateDays between when it happened and when it was recorded
     */
    record Happened(String unit, String type, Instant at, Long amount, int lateDays, String props, String store) {}

    PlantedExperiment(TestTenant tenant, String unit, Instant started, String definition) {
        this.tenant = tenant;
        TestTenant.run("""
                insert into experiment (tenant_id, id, key, state, unit, purpose, definition, salt, version, started_at,
                  created_at, updated_at)
                values ('%s', '%s', 'planted', 'running', '%s', 'service', $definition$%s$definition$, 'salt', 1, '%s',
                  now(), now())
                """.formatted(tenant.id(), id, unit, definition, started));
    }

    /** A definition that it has had from then on. */
    void version(int number, Instant from, String definition) {
        tenant.sql("insert into experiment_version (tenant_id, experiment_id, version, definition, changed_by, at)"
                + " select tenant_id, '%s', %d, '%s', 'test', '%s' from tenant where %%T"
                        .formatted(id, number, definition, from));
    }

    UUID id() {
        return id;
    }

    String results() {
        return "/v1/experiments/" + id + "/results";
    }

    List<Happened> events() {
        return events;
    }

    /** Sees a variant first. */
    void exposed(String unit, String variant, Instant at) {
        happened(new Happened(unit, "app.opened", at, null, 0, "{\"variant\":\"" + variant + "\"}", null));
    }

    void paid(String unit, Instant at, long amount) {
        happened(new Happened(unit, "order.paid", at, amount, 0, null, null));
    }

    void viewed(String unit, Instant at) {
        happened(new Happened(unit, "product.viewed", at, null, 0, null, null));
    }

    void happened(Happened event) {
        events.add(event);
    }

    /** A store that has the variant from then on. */
    void store(String code, String variant, int block, Instant from) {
        tenant.sql("insert into store (tenant_id, code, name, version, created_at, updated_at) select tenant_id, '"
                + code + "', 'Shop', 1, now(), now() from tenant where %T");
        tenant.sql("insert into experiment_store (tenant_id, experiment_id, store, variant, block, sales, assigned_at)"
                + " select tenant_id, '%s', '%s', '%s', %d, 0, '%s' from tenant where %%T"
                        .formatted(id, code, variant, block, from));
    }

    /** All of it into the database. */
    void plant() {
        for (int from = 0; from < events.size(); from += BATCH) {
            List<String> batch = new ArrayList<>();
            for (int i = from; i < Math.min(from + BATCH, events.size()); i++) {
                batch.add(json(i));
            }
            ApiCall.as(tenant.app("events:write"))
                    .body("[" + String.join(",", batch) + "]")
                    .post("/v1/events")
                    .then()
                    .statusCode(200)
                    .body("rejected.size()", org.hamcrest.Matchers.is(0));
        }
        tenant.sql("""
                update event set received_at = occurred_at
                  + coalesce((props ->> 'lateDays')::int, 0) * interval '24 hours' where %T""");
        tenant.sql("""
                insert into experiment_exposure (tenant_id, experiment_id, member_id, variant, first_at)
                select tenant_id, '%s', member_id, props ->> 'variant', occurred_at from event
                where %%T and type = 'app.opened' and props ->> 'variant' is not null""".formatted(id));
    }

    /** Has seen another variant as well. */
    void mixed(String unit) {
        tenant.sql("update experiment_exposure set mixed = true where %T and member_id = " + member(unit));
    }

    void restricted(String unit) {
        tenant.sql("update member_metric set restricted = true where %T and member_id = " + member(unit));
    }

    private String member(String unit) {
        int first = events.stream().map(Happened::unit).toList().indexOf(unit);
        return "(select member_id from event where %T and source_id = '" + id + "-" + first + "')";
    }

    private String json(int number) {
        Happened event = events.get(number);
        String props = event.props() != null ? event.props() : "{\"lateDays\":" + event.lateDays() + "}";
        return """
                {"type":"%s","source":"test","sourceId":"%s-%d","occurredAt":"%s","member":{"kind":"card","value":"%s"},
                 "props":%s%s%s}""".formatted(
                        event.type(),
                        id,
                        number,
                        event.at(),
                        event.unit(),
                        props,
                        event.amount() == null
                                ? ""
                                : ",\"amount\":{\"amount\":%d,\"currency\":\"CNY\"}".formatted(event.amount()),
                        event.store() == null ? "" : ",\"store\":\"" + event.store() + "\"");
    }
}
