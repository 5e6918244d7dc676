package dev.shuke.processing;

import dev.shuke.platform.tenancy.Tx;
import dev.shuke.processing.ProcessingRegisterView.Attribute;
import dev.shuke.processing.ProcessingRegisterView.Disclosed;
import dev.shuke.processing.ProcessingRegisterView.EventType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The configuration as it stands. */
@ApplicationScoped
class ProcessingRegisterRepository {
    /** An app, and what it may use data for. */
    record App(String name, List<String> scopes, List<String> purposes) {}

    private static final String ATTRIBUTES = """
            select key, sensitivity from attribute where tenant_id = $1 and not retired order by key
            """;
    /** Those that are described, have a rule, or have happened: of the last the index gives each once. */
    private static final String EVENT_TYPES = """
            with recursive seen as (
              (select e.type from event e where e.tenant_id = $1 and e.superseded_by is null and $2::boolean order by e.type limit 1)
              union all
              select (select e.type from event e where e.tenant_id = $1 and e.superseded_by is null and e.type > s.type
                order by e.type limit 1)
              from seen s where s.type is not null
            )
            select t.type, r.days, r.action from (
              select type from seen where type is not null and $2::boolean
              union select type from event_type where tenant_id = $1
              union select event_type from retention_rule where tenant_id = $1) t
            left join retention_rule r on r.tenant_id = $1 and r.event_type = t.type
            order by t.type
            """;

    private static final String APPS = """
            select name, scopes, purposes from app where tenant_id = $1 and status <> 'removed' and enabled order by name
            """;
    private static final String DISCLOSED = """
            select kind, purpose, count(*) as times, sum(rows)::bigint as rows from disclosure
            where tenant_id = $1 and disclosed_at > now() - interval '3 years' group by kind, purpose order by kind, purpose
            """;

    Uni<List<Attribute>> attributes(Tx tx) {
        return tx.list(ATTRIBUTES, row -> {
            String sensitivity = row.getString("sensitivity");
            boolean sealed = sensitivity.equals("contact") || sensitivity.equals("identity");
            return new Attribute("attributes." + row.getString("key"), sensitivity, sealed);
        });
    }

    /** @param happened whether also those of which nothing is known but that they have happened */
    Uni<List<EventType>> eventTypes(Tx tx, boolean happened) {
        return tx.list(
                EVENT_TYPES,
                row -> new EventType(row.getString("type"), row.getInteger("days"), row.getString("action")),
                happened);
    }

    Uni<List<App>> apps(Tx tx) {
        return tx.list(
                APPS,
                row -> new App(
                        row.getString("name"),
                        List.of(row.getArrayOfStrings("scopes")),
                        List.of(row.getArrayOfStrings("purposes"))));
    }

    Uni<List<Disclosed>> disclosed(Tx tx) {
        return tx.list(
                DISCLOSED,
                row -> new Disclosed(
                        row.getString("kind"), row.getString("purpose"), row.getLong("times"), row.getLong("rows")));
    }
}
