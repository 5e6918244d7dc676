package dev.shuke.segment;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** The members that an {@link Audience} has. */
@ApplicationScoped
class AudienceRepository {
    private static final String COUNT = """
            with matched as materialized (
              select m.member_id
              from %s
              where %s
            )
            select
              (select count(*) from matched) as members,
              array(select member_id from matched order by member_id limit %s::int) as sample
            """;
    /**
     * Of a rule about nothing but the row that is driven from: counting keeps nothing, and the first by id are found on
     * the way along the primary key, where keeping everybody who matches costs several times as much.
     */
    private static final String COUNT_METRICS = """
            select
              (select count(*) from %1$s where %2$s) as members,
              array(select m.member_id from %1$s where %2$s order by m.member_id limit %3$s::int) as sample
            """;

    private static final String CELLS = """
            select %s as at, %s as matches, count(*) as members
            from %s
            where %s
            group by 1, 2
            limit %s::int
            """;
    private static final String LIST = """
            select m.member_id
            from %s
            where %s and m.member_id > %s::uuid
            order by m.member_id
            limit %s::int
            """;
    private static final String HAS = """
            select exists (select from %s where %s and m.member_id = %s::uuid)
            """;
    private static final String EXPLAIN = """
            select %s as admitted, %s as consent, %s as matches, array[%s]::boolean[] as holds, array[%s]::text[] as seen
            from %s
            where m.tenant_id = $1 and m.member_id = %s::uuid
            """;
    private static final String FREEZE = """
            insert into segment_member (tenant_id, segment_id, version, member_id)
            select $1, %s::uuid, %s::int, m.member_id
            from member_metric m
            %s
            where m.tenant_id = $1 and (%s)
            """;

    /** A count and a few of the members counted. */
    record Counted(long members, List<UUID> sample) {}

    /** How many members, and the first by id. */
    Uni<Counted> count(Tx tx, Audience audience, int sample) {
        return tx.first(
                countSql(audience),
                row -> new Counted(row.getLong("members"), List.of(row.getArrayOfUUIDs("sample"))),
                audience.arguments(sample));
    }

    /** Everybody whom the purpose admits, by what the rule's {@link Splits} tell of them: at most so many cells. */
    Uni<List<Crowds.Cell>> cells(Tx tx, Audience audience, int most) {
        return tx.list(
                CELLS.formatted(
                        audience.splits().sql(),
                        audience.rule(),
                        audience.from(),
                        audience.everybody(),
                        audience.parameter(1)),
                row -> new Crowds.Cell(row.getArrayOfStrings("at"), row.getBoolean("matches"), row.getLong("members")),
                audience.arguments(most));
    }

    /** Members by id, behind the one given. */
    Uni<List<SegmentMember>> list(Tx tx, Audience audience, UUID after, int limit) {
        return tx.list(
                listSql(audience),
                row -> new SegmentMember(row.getUUID("member_id")),
                audience.arguments(after, limit));
    }

    /** Whether it has this member. */
    Uni<Boolean> has(Tx tx, Audience audience, UUID member) {
        return tx.first(
                HAS.formatted(audience.from(), audience.where(), audience.parameter(1)),
                row -> row.getBoolean(0),
                audience.arguments(member));
    }

    /** What each of the nodes says of one member; null when there is no such member. */
    Uni<ExplainedRule.Answer> explain(Tx tx, Audience audience, List<ExplainedRule.Node> nodes, UUID member) {
        return tx.first(
                explainSql(audience, nodes),
                row -> new ExplainedRule.Answer(
                        row.getBoolean("admitted"),
                        Explanation.State.stored(row.getString("consent")),
                        row.getBoolean("matches"),
                        row.getArrayOfBooleans("holds"),
                        row.getArrayOfStrings("seen")),
                audience.arguments(member));
    }

    static String explainSql(Audience audience, List<ExplainedRule.Node> nodes) {
        return EXPLAIN.formatted(
                audience.admitted(),
                audience.consent(),
                audience.rule(),
                nodes.stream().map(ExplainedRule.Node::holds).collect(Collectors.joining(", ")),
                nodes.stream().map(ExplainedRule.Node::seenAsText).collect(Collectors.joining(", ")),
                audience.from(),
                audience.parameter(1));
    }

    /**
     * Keeps who matches the rule as the members of the segment's version. The rule alone: whether a member may be used
     * for the segment's purpose is asked at each read.
     */
    Uni<Integer> freeze(Tx tx, SegmentView segment, CompiledRule rule) {
        return tx.update(
                FREEZE.formatted(rule.parameter(1), rule.parameter(2), rule.joins(), rule.condition()),
                rule.arguments(segment.id(), segment.version()));
    }

    static String countSql(Audience audience) {
        String sql = audience.joinsNothing() ? COUNT_METRICS : COUNT;
        return sql.formatted(audience.from(), audience.where(), audience.parameter(1));
    }

    static String listSql(Audience audience) {
        return LIST.formatted(audience.from(), audience.where(), audience.parameter(1), audience.parameter(2));
    }
}
