package dev.shuke.experiment;

import dev.shuke.member.MergePart;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Who has seen what first. Of two members who become one the earlier counts, and the two are one who has seen both variants
 * if they differ; when they part again, the events tell which was whose. Whose exposure was corrected has seen what the other
 * events tell of. Whoever writes here has locked what keeps merges out, as every batch of events does.
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

    /** The earliest of each, in one order for every batch. What changes nothing leaves the time of the last change, too. */
    private static final String FIRSTS = """
            firsts as (
              select experiment_id, member_id, (array_agg(variant order by at, variant))[1] as variant,
                min(at) as first_at, count(distinct variant) > 1 or bool_or(mixed) as mixed, max(changed_at) as changed_at
              from seen group by experiment_id, member_id
            )
            insert into experiment_exposure as x (tenant_id, experiment_id, member_id, variant, first_at, mixed, changed_at)
            select $1::uuid, experiment_id, member_id, variant, first_at, mixed, changed_at
            from firsts order by experiment_id, member_id
            on conflict (tenant_id, experiment_id, member_id) do update
            set variant = case when excluded.first_at < x.first_at then excluded.variant else x.variant end,
              first_at = least(x.first_at, excluded.first_at),
              mixed = x.mixed or excluded.mixed or x.variant <> excluded.variant,
              changed_at = greatest(x.changed_at, excluded.changed_at)
            where excluded.first_at < x.first_at or not x.mixed and (excluded.mixed or x.variant <> excluded.variant)
            """;

    /** The event was written before this: an erasure of its member is over by now, and has left no metrics, or waits. */
    private static final String NOTE = """
            with seen as (
              select s.experiment_id, s.member_id, s.variant, s.at, false as mixed, $6::timestamptz as changed_at
              from unnest($2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[]) s(experiment_id, member_id, variant, at)
              join member_metric m on m.tenant_id = $1 and m.member_id = s.member_id
            ),\s""" + FIRSTS;

    private static final String MOVE = """
            with seen as (
              delete from experiment_exposure where tenant_id = $1 and member_id = $2
              returning experiment_id, $3::uuid as member_id, variant, first_at as at, mixed, changed_at
            ),\s""" + FIRSTS;

    /** Whose it is; further columns; which events. As they are noted when they come: nothing of testers. */
    private static final String TOLD = """
            select e.id as experiment_id, %s as member_id, v.props ->> 'variant' as variant, v.occurred_at as at, false as mixed%s
            from event v
            join experiment e on e.tenant_id = $1 and e.key = v.props ->> 'experiment' and e.unit <> 'store'
              and e.started_at is not null and v.occurred_at <= coalesce(e.stopped_at, 'infinity')
            where v.tenant_id = $1 and v.type = 'exposure' and %s
              and (
                select bool_or(d.variant ->> 'key' = v.props ->> 'variant')
                  and not coalesce(bool_or(d.variant -> 'testers' ? v.member_id::text), false)
                from jsonb_array_elements(e.definition -> 'variants') d(variant))
            """;

    private static final String TOLD_OF_BOTH = TOLD.formatted(
            "case when coalesce(v.origin_member_id, v.member_id) = any($4::uuid[]) then $3::uuid else $2::uuid end",
            "%s",
            "v.member_id in ($2::uuid, $3::uuid) and v.superseded_by is null");
    /** What no event tells of any more stays with who has it. */
    private static final String FORGET = """
            delete from experiment_exposure where tenant_id = $1 and member_id in ($2::uuid, $3::uuid)
              and experiment_id in (select experiment_id from (%s) told)
            """.formatted(TOLD_OF_BOTH.formatted(""));

    private static final String RECALL =
            "with seen as (" + TOLD_OF_BOTH.formatted(", $5::timestamptz as changed_at") + "), " + FIRSTS;

    /** Likewise: what an event told of first, one that was corrected or another. */
    private static final String FORGET_FIRST = """
            delete from experiment_exposure x
            where x.tenant_id = $1 and x.member_id = any($2::uuid[]) and exists (
              select from event v
              join experiment e on e.tenant_id = $1 and e.key = v.props ->> 'experiment' and e.id = x.experiment_id
              where v.tenant_id = $1 and v.member_id = x.member_id and v.type = 'exposure' and v.occurred_at = x.first_at
                and v.props ->> 'variant' = x.variant)
            """;

    private static final String CORRECT = "with seen as ("
            + TOLD.formatted(
                    "v.member_id",
                    ", $3::timestamptz as changed_at",
                    "v.member_id = any($2::uuid[]) and v.superseded_by is null")
            + "), " + FIRSTS;

    /** Of one experiment. */
    private static final String SEEN = """
            (select member_id, variant, first_at, mixed from experiment_exposure
              where tenant_id = $1 and experiment_id = $2)""";

    /**
     * Likewise, as it was known at a time, from what was known then of those who have been seen otherwise since; they are few,
     * or it is long ago. The time; the events that it knew, and those that have been taken out of what counts since.
     */
    private static final String SEEN_THEN = """
            (select member_id, variant, first_at, mixed from experiment_exposure
              where tenant_id = $1 and experiment_id = $2 and (changed_at is null or changed_at <= %1$s)
              union all
              select member_id, (array_agg(variant order by at, variant))[1], min(at), count(distinct variant) > 1
              from (%2$s) told
              where experiment_id = $2
              group by member_id)""";

    private static final String SEEN_OTHERWISE = """
            v.member_id in (
                select x.member_id from experiment_exposure x
                where x.tenant_id = $1 and x.experiment_id = $2 and x.changed_at > %1$s
                union
                select w.member_id from event w
                join event c on c.tenant_id = $1 and c.id = w.superseded_by and c.received_at > %1$s
                where w.tenant_id = $1 and w.type = 'exposure' and w.superseded_by is not null
                  and not exists (
                    select from experiment_exposure y
                    where y.tenant_id = $1 and y.experiment_id = $2 and y.member_id = w.member_id))
              and %2$s""";

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

    /**
     * SQL of who has seen what of the experiment {@code $2}: {@code member_id, variant, first_at, mixed}.
     *
     * @param recorded whether as it was known at {@link OutcomeSql#AS_OF}
     */
    static String seen(boolean recorded) {
        if (!recorded) {
            return SEEN;
        }
        String events = SEEN_OTHERWISE.formatted(OutcomeSql.AS_OF, ResultsRepository.counted("v", true));
        return SEEN_THEN.formatted(OutcomeSql.AS_OF, TOLD.formatted("v.member_id", "", events));
    }

    /** To be called when the events have been written, so that nothing changes before it was received. */
    Uni<Integer> note(Tx tx, List<Seen> seen) {
        return tx.update(
                NOTE,
                seen.stream().map(Seen::experiment).toArray(UUID[]::new),
                seen.stream().map(Seen::member).toArray(UUID[]::new),
                seen.stream().map(Seen::variant).toArray(String[]::new),
                seen.stream().map(Seen::at).toArray(OffsetDateTime[]::new),
                now());
    }

    /** Of members of whom events were corrected that told what they have seen: what the others tell. */
    Uni<Void> correct(Tx tx, UUID[] members) {
        return tx.update(FORGET_FIRST, (Object) members)
                .chain(() -> tx.update(CORRECT, members, now()))
                .replaceWithVoid();
    }

    private static OffsetDateTime now() {
        return Instant.now().atOffset(ZoneOffset.UTC);
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
                .chain(() -> tx.update(RECALL, holder, to, origins, now()))
                .replaceWithVoid();
    }
}
