package dev.shuke.segment;

import static java.util.stream.Collectors.joining;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** How many members have a value, and how many of those a rule matches: each once, however often it has it. */
@ApplicationScoped
class InsightRepository {
    /** Below it a number could point at persons. */
    static final int LEAST = SegmentPreview.K;

    /** Values of a dimension, by how many members have them: which they are must not depend on what is tested. */
    static final int MOST = 50;

    /** The dimension of all members is null. What no dimension asks for is not computed. */
    private static final String COUNT = """
            with asked as (
              select %1$s::timestamptz as begins, %2$s::timestamptz as ends, %3$s::timestamptz as now,
                %4$s::text[] as sensitivities
            ), base as materialized (
              select m.member_id, %5$s as matches from %6$s where %7$s
            ), tagged as materialized (
              select t.member_id, t.tag
              from member_tag t
              join tag d on d.tenant_id = $1 and d.key = t.tag and d.sensitivity = any((select sensitivities from asked)::text[])
              where t.tenant_id = $1 and %8$s
            ), counted as (
              select v.dimension, v.value, v.other, count(*) as members, count(*) filter (where v.matches) as matching
              from (
                select null::int as dimension, b.matches, null as value, null as other from base b
                union all
                %9$s
              ) v
              group by 1, 2, 3
            )
            select dimension, value, other, members, matching
            from (
              select c.*, row_number() over (partition by dimension order by members desc, value, other) as place
              from counted c
              where c.dimension is null or c.members >= %10$s::int
            ) ranked
            where place <= %11$s::int
            order by dimension nulls first, place
            """;

    /** @param dimension null: of all members */
    record Counted(InsightDimension dimension, String value, String other, long members, long matching) {}

    /**
     * All members first, unless there are none; then the values of each dimension, those first that most have.
     *
     * @param from what is not after it is not looked at
     * @param sensitivities of the tags that count
     */
    Uni<List<Counted>> count(
            Tx tx,
            Audience audience,
            Collection<InsightDimension> dimensions,
            Instant from,
            RuleTime time,
            List<String> sensitivities) {
        String sql = COUNT.formatted(
                audience.parameter(1),
                audience.parameter(2),
                audience.parameter(3),
                audience.parameter(4),
                audience.rule(),
                audience.from(),
                audience.everybody(),
                RuleCompiler.CALLED.formatted("(select now from asked)"),
                dimensions.stream().map(InsightRepository::values).collect(joining("union all\n")),
                audience.parameter(5),
                audience.parameter(6));
        return tx.list(
                sql,
                InsightRepository::read,
                audience.arguments(
                        PointInTime.stored(from),
                        PointInTime.stored(time.asOf()),
                        PointInTime.stored(time.now()),
                        sensitivities.toArray(String[]::new),
                        LEAST,
                        MOST));
    }

    private static String values(InsightDimension dimension) {
        return "select " + dimension.ordinal() + ", v.matches, v.value, v.other from (" + dimension.sql() + ") v\n";
    }

    private static Counted read(Row row) {
        Integer dimension = row.getInteger("dimension");
        return new Counted(
                dimension == null ? null : InsightDimension.values()[dimension],
                row.getString("value"),
                row.getString("other"),
                row.getLong("members"),
                row.getLong("matching"));
    }
}
