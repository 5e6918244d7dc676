package dev.shuke.experiment;

import dev.shuke.member.MergePart;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Who has seen what first. Of two members who become one the earlier counts, and the two are one who has seen both variants
 * if they differ; when they part again, the events tell which was whose. Whoever writes here has locked what keeps merges
 * out, as every batch of events does.
 */
@ApplicationScoped
class ExposureRepository implements MergePart {
    private static final String VARIANTS = """
            select e.id, e.key, e.stopped_at, v.variant ->> 'key' as variant,
              array(select jsonb_array_elements_text(v.variant -> 'testers'))::uuid[] as testers
            from experiment e
            cross join lateral jsonb_array_elements(e.definition -> 'variants') v(variant)
            where e.tenant_id = $1 and e.key = any($2::text[]) and e.started_at is not null and e.unit <> 'store'
            """;

    /** The earliest of each, in one order for every batch. */
    private static final String FIRSTS = """
            firsts as (
              select experiment_id, member_id, (array_agg(variant order by at, variant))[1] as variant,
                min(at) as first_at, count(distinct variant) > 1 or bool_or(mixed) as mixed
              from seen group by experiment_id, member_id
            )
            insert into experiment_exposure as x (tenant_id, experiment_id, member_id, variant, first_at, mixed)
            select $1::uuid, experiment_id, member_id, variant, first_at, mixed from firsts order by experiment_id, member_id
            on conflict (tenant_id, experiment_id, member_id) do update
            set variant = case when excluded.first_at < x.first_at then excluded.variant else x.variant end,
              first_at = least(x.first_at, excluded.first_at),
              mixed = x.mixed or excluded.mixed or x.variant <> excluded.variant
            where excluded.first_at < x.first_at or not x.mixed and (excluded.mixed or x.variant <> excluded.variant)
            """;

    /** The event was written before this: an erasure of its member is over by now, and has left no metrics, or waits. */
    private static final String NOTE = """
            with seen as (
              select s.experiment_id, s.member_id, s.variant, s.at, false as mixed
              from unnest($2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[]) s(experiment_id, member_id, variant, at)
              join member_metric m on m.tenant_id = $1 and m.member_id = s.member_id
            ),\s""" + FIRSTS;

    private static final String MOVE = """
            with seen as (
              delete from experiment_exposure where tenant_id = $1 and member_id = $2
              returning experiment_id, $3::uuid as member_id, variant, first_at as at, mixed
            ),\s""" + FIRSTS;

    private static final String TOLD = """
            select e.id as experiment_id,
              case when coalesce(v.origin_member_id, v.member_id) = any($4::uuid[]) then $3::uuid else $2::uuid end as member_id,
              v.props ->> 'variant' as variant, v.occurred_at as at, false as mixed
            from event v
            join experiment e on e.tenant_id = $1 and e.key = v.props ->> 'experiment' and e.unit <> 'store'
              and e.started_at is not null and v.occurred_at <= coalesce(e.stopped_at, 'infinity')
            where v.tenant_id = $1 and v.member_id in ($2::uuid, $3::uuid) and v.type = 'exposure'
              and v.superseded_by is null
              and exists (
                select from jsonb_array_elements(e.definition -> 'variants') d(variant)
                where d.variant ->> 'key' = v.props ->> 'variant')
            """;
    /** What no event tells of any more stays with who has it. */
    private static final String FORGET = """
            delete from experiment_exposure where tenant_id = $1 and member_id in ($2::uuid, $3::uuid)
              and experiment_id in (select experiment_id from (%s) told)
            """.formatted(TOLD);

    private static final String RECALL = "with seen as (" + TOLD + "), " + FIRSTS;

    /** A variant that events may tell of. */
    record Shown(UUID experiment, String key, String variant, Instant stoppedAt, List<UUID> testers) {}

    /** What a member has seen, and when. */
    record Seen(UUID experiment, UUID member, String variant, OffsetDateTime at) {}

    /** Of those experiments, by key, that have started: one for each variant. */
    Uni<List<Shown>> variants(Tx tx, Collection<String> keys) {
        return tx.list(VARIANTS, ExposureRepository::read, (Object) keys.toArray(String[]::new));
    }

    private static Shown read(Row row) {
        OffsetDateTime stopped = row.getOffsetDateTime("stopped_at");
        return new Shown(
                row.getUUID("id"),
                row.getString("key"),
                row.getString("variant"),
                stopped == null ? null : stopped.toInstant(),
                List.of(row.getArrayOfUUIDs("testers")));
    }

    Uni<Integer> note(Tx tx, List<Seen> seen) {
        return tx.update(
                NOTE,
                seen.stream().map(Seen::experiment).toArray(UUID[]::new),
                seen.stream().map(Seen::member).toArray(UUID[]::new),
                seen.stream().map(Seen::variant).toArray(String[]::new),
                seen.stream().map(Seen::at).toArray(OffsetDateTime[]::new));
    }

    @Override
    public Uni<Void> hold(Tx tx) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> move(Tx tx, UUID from, UUID into) {
        return tx.update(MOVE, from, into).replaceWithVoid();
    }

    @Override
    public Uni<Void> giveBack(Tx tx, UUID holder, UUID to, UUID[] origins) {
        return tx.update(FORGET, holder, to, origins)
                .chain(() -> tx.update(RECALL, holder, to, origins))
                .replaceWithVoid();
    }
}
