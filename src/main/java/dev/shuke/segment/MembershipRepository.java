package dev.shuke.segment;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The stored members of dynamic segments, brought to what the rules say, and each change told. For some members
 * one statement asks all rules. Whoever calls holds the locks of the segments' states.
 */
@ApplicationScoped
class MembershipRepository {
    /** By one rule, of everybody; and whether the segment's purpose admits him now. */
    private static final String MATCHED = """
            select (%1$s)[1] as segment_id, m.member_id, %2$s as admitted
            from member_metric m
            %3$s
            where m.tenant_id = $1 and (%4$s)
            """;

    /** By several rules, of some members: whatever they ask about is found member by member. */
    private static final String ALL_MATCHED = """
            select asked.segment_id, m.member_id
            from member_metric m
            %2$s
            cross join lateral unnest(%1$s, array[%3$s]) asked(segment_id, holds)
            where m.tenant_id = $1 and m.member_id = any(%4$s) and asked.holds
            """;

    /**
     * Segments, as of; what matches; the restriction; and what is asked of it: {@link Filled}, or nothing.
     *
     * <p>However wrong the planner is about how many match: a full join is never a loop over all pairs, and from what has
     * changed a loop goes by the primary key.
     */
    private static final String REFRESH = """
            with matched as materialized (
              %3$s
            ), changed as materialized (
              select coalesce(x.segment_id, s.segment_id) as segment_id, coalesce(x.member_id, s.member_id) as member_id,
                s.member_id is null as entered
              from matched x
              full join (
                select segment_id, member_id from segment_membership
                where tenant_id = $1 and segment_id = any(%1$s)%4$s
              ) s on s.segment_id = x.segment_id and s.member_id = x.member_id
              where x.member_id is null or s.member_id is null
            ), entered as (
              insert into segment_membership (tenant_id, segment_id, member_id)
              select $1::uuid, segment_id, member_id from changed where entered
            ), gone as (
              delete from segment_membership s using changed c
              where not c.entered and s.tenant_id = $1 and s.segment_id = c.segment_id and s.member_id = c.member_id
            ), counted as (
              update segment_state t set seq = t.seq + c.n
              from (select segment_id, count(*) as n from changed group by segment_id) c
              where t.tenant_id = $1 and t.segment_id = c.segment_id
              returning t.segment_id, t.version, t.seq - c.n as base
            ), told as (
              insert into segment_change (tenant_id, segment_id, seq, version, member_id, entered, at)
              select $1::uuid, c.segment_id,
                b.base + row_number() over (partition by c.segment_id order by c.member_id), b.version, c.member_id,
                c.entered, %2$s
              from changed c
              join counted b on b.segment_id = c.segment_id
            )
            select %5$s
            """;

    private static final String NOTHING = "true";
    private static final String ADMITTED = """
            (select count(*) from matched where admitted) as members, %s as drift""";
    private static final String NO_DRIFT = "0::bigint";

    /** How many of the changes nobody had noted. */
    private static final String UNNOTED = """
            case when exists (select from member_touch where tenant_id = $1 and cardinality(members) = 0) then 0
              else (select count(*) from (
                select member_id from changed
                except select unnest(members) from member_touch where tenant_id = $1) u) end""";

    private static final String COUNTED = """
            insert into segment_count (tenant_id, segment_id, at, version, members)
            values ($1, $2, $3, $4, $5) on conflict do nothing
            """;

    /** Of somebody who was erased while he was looked at nothing stays. */
    private static final String FORGET = """
            delete from segment_change
            where tenant_id = $1 and member_id = any(array(
              select id from member where tenant_id = $1 and id = any($2::uuid[]) and erased_at is not null))
            """;

    private static final List<String> DELETE = List.of(
            "delete from segment_membership where tenant_id = $1 and segment_id = $2",
            "delete from segment_change where tenant_id = $1 and segment_id = $2",
            "delete from segment_count where tenant_id = $1 and segment_id = $2");

    /** A segment, and its rule as it is to be evaluated. */
    record Refreshed(UUID id, Purpose purpose, CompiledRule rule) {}

    /**
     * What a look at everybody found.
     *
     * @param members how many are in the segment and admitted by its purpose
     * @param drift how many were wrong though nothing had been noted of them
     */
    record Filled(long members, long drift) {}

    /** Those of rules, and more behind them. */
    private static final class Arguments {
        private final List<Object> values;

        private Arguments(List<Object> bound) {
            values = new ArrayList<>(bound);
        }

        private String add(Object value, String type) {
            values.add(value);
            return "$" + (values.size() + 1) + "::" + type;
        }
    }

    /** Looks at some members. */
    Uni<Void> refresh(Tx tx, RefreshPlan.Part part, Instant asOf) {
        CompiledRules rules = part.rules();
        Arguments arguments = new Arguments(rules.bound());
        String ids = arguments.add(part.segments().toArray(UUID[]::new), "uuid[]");
        String whose = arguments.add(part.members(), "uuid[]");
        String matched = ALL_MATCHED.formatted(ids, rules.joins(), String.join(", ", rules.conditions()), whose);
        String sql =
                REFRESH.formatted(ids, at(arguments, asOf), matched, " and member_id = any(" + whose + ")", NOTHING);
        return tx.list(sql, row -> true, arguments.values.toArray())
                .chain(() -> tx.update(FORGET, (Object) part.members()))
                .replaceWithVoid();
    }

    /** Looks at everybody, of whom nothing is stored or known. */
    Uni<Filled> fill(Tx tx, Refreshed segment, Instant asOf) {
        return fill(tx, segment, asOf, NO_DRIFT);
    }

    /** Looks at everybody again. */
    Uni<Filled> check(Tx tx, Refreshed segment, Instant asOf) {
        return fill(tx, segment, asOf, UNNOTED);
    }

    private static Uni<Filled> fill(Tx tx, Refreshed segment, Instant asOf, String drift) {
        CompiledRule rule = segment.rule();
        Arguments arguments = new Arguments(rule.bound());
        String ids = arguments.add(new UUID[] {segment.id()}, "uuid[]");
        String matched = MATCHED.formatted(ids, segment.purpose().choosing("m"), rule.joins(), rule.condition());
        String sql = REFRESH.formatted(ids, at(arguments, asOf), matched, "", ADMITTED.formatted(drift));
        return tx.first(
                sql, row -> new Filled(row.getLong("members"), row.getLong("drift")), arguments.values.toArray());
    }

    private static String at(Arguments arguments, Instant asOf) {
        return arguments.add(PointInTime.stored(asOf), "timestamptz");
    }

    /** Notes how many members are in it. */
    Uni<Integer> count(Tx tx, UUID segment, int version, Instant at, long members) {
        return tx.update(COUNTED, segment, PointInTime.stored(at), version, members);
    }

    /** Whatever is stored of a segment; its state first, whose lock keeps others from writing more. */
    Uni<Void> delete(Tx tx, UUID segment) {
        Uni<Integer> done = Uni.createFrom().item(0);
        for (String statement : DELETE) {
            done = done.chain(() -> tx.update(statement, segment));
        }
        return done.replaceWithVoid();
    }
}
