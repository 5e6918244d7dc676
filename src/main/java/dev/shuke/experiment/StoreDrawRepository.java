package dev.shuke.experiment;

import static java.util.stream.Collectors.toMap;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What stores have sold, and which variant they were drawn for. */
@ApplicationScoped
class StoreDrawRepository {
    /** More than a merchant has: a draw is one transaction. */
    private static final int MOST = 20_000;

    private static final String SALES = """
            select s.code, coalesce(sold.amount, 0) as amount
            from store s
            left join (
              select e.store, sum(case e.type when 'order.paid' then e.amount else -e.amount end)::bigint as amount
              from event e
              where e.tenant_id = $1 and e.type in ('order.paid', 'order.refunded') and e.occurred_at >= $3
                and e.occurred_at < $4 and e.superseded_by is null and e.store is not null
              group by e.store
            ) sold on sold.store = s.code
            where s.tenant_id = $1 and ($2::text[] is null or s.code = any($2::text[]))
            order by s.code limit $5
            """;
    private static final String KEEP = """
            insert into experiment_store (tenant_id, experiment_id, store, variant, block, sales, assigned_at)
            select $1::uuid, $2::uuid, d.store, d.variant, d.block, d.sales, $7::timestamptz
            from unnest($3::text[], $4::text[], $5::int[], $6::bigint[]) d(store, variant, block, sales)
            on conflict do nothing
            """;
    private static final String LIST = """
            select store, variant, block from experiment_store where tenant_id = $1 and experiment_id = $2 order by store
            """;

    /** The plan's stores that are there, of one stratum, with what they sold in the days before. */
    Uni<List<StoreDraw.Store>> sales(Tx tx, StorePlan plan, Instant start) {
        return tx.list(
                SALES,
                row -> new StoreDraw.Store(row.getString("code"), "", row.getLong("amount")),
                plan.codes() == null ? null : plan.codes().toArray(String[]::new),
                start.minus(Duration.ofDays(plan.salesDays())).atOffset(ZoneOffset.UTC),
                start.atOffset(ZoneOffset.UTC),
                MOST);
    }

    Uni<Void> keep(Tx tx, UUID experiment, List<StoreDraw.Store> stores, List<StoreDraw.Drawn> drawn, Instant at) {
        Map<String, Double> sales = stores.stream().collect(toMap(StoreDraw.Store::id, StoreDraw.Store::sales));
        return tx.update(
                        KEEP,
                        experiment,
                        drawn.stream().map(StoreDraw.Drawn::store).toArray(String[]::new),
                        drawn.stream().map(StoreDraw.Drawn::variant).toArray(String[]::new),
                        drawn.stream().map(StoreDraw.Drawn::block).toArray(Integer[]::new),
                        drawn.stream()
                                .map(one -> sales.get(one.store()).longValue())
                                .toArray(Long[]::new),
                        at.atOffset(ZoneOffset.UTC))
                .replaceWithVoid();
    }

    Uni<List<ExperimentView.Drawn>> list(Tx tx, UUID experiment) {
        return tx.list(
                LIST,
                row -> new ExperimentView.Drawn(
                        row.getString("store"), row.getString("variant"), row.getInteger("block")),
                experiment);
    }
}
