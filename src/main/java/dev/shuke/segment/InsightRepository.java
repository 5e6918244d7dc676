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

    /** The members between whom the rule's {@link Splits} do not tell, by what they have. */
    private static final String CELLS = """
            with asked as (
              select %1$s::timestamptz as now, %2$s::text[] as sensitivities
            ), raw as materialized (
              select m.member_id, array_append(%3$s, (%4$s)::text) as at from %5$s where %6$s
            ), cell as materialized (
              select at, row_number() over ()::int as id, count(*) as members from raw group by at
            ), base as materialized (
              select r.member_id, c.id as matches from raw r join cell c on c.at = r.at
            ), called as materialized (
              select t.member_id, t.tag
              from member_tag t
              join tag d on d.tenant_id = $1 and d.key = t.tag and d.sensitivity = any((select sensitivities from asked)::text[])
              join base b on b.member_id = t.member_id
              where t.tenant_id = $1 and %7$s
            ), tagged as materialized (
              select member_id, tag from called where tag in (
                select tag from called group by tag having count(*) >= %9$s::int
                order by (count(*) + 5) / 10 desc, tag limit %10$s::int)
            ), counted as materialized (
              select v.dimension, v.value, v.other, v.matches as cell, count(*) as members
              from (select null::int as dimension, null::int as matches, null as value, null as other where false
                %8$s) v
              group by 1, 2, 3, 4
            ), ranked as (
              select dimension, value, other,
                row_number() over (partition by dimension order by div(sum(members) + 5, 10) desc, value, other) as place
              from counted group by 1, 2, 3 having dimension = %12$s::int or sum(members) >= %9$s::int
            )
            select null as dimension, null as value, null as other, id as cell, members, at from cell
            union all
            select c.dimension, c.value, c.other, c.cell, c.members, null
            from counted c
            join ranked r on r.dimension = c.dimension and r.value = c.value and r.other is not distinct from c.other
            where r.place <= %10$s::int or c.dimension = %12$s::int
            limit %11$s::int
            """;

    /**
     * Members of a cell, or those of them who have a value.
     *
     * @param dimension null: all of them
     * @param at of all of them: the value of each split, and whether the rule matches
     */
    record CellOfValue(InsightDimension dimension, String value, String other, int cell, long members, String[] at) {}

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
                dimensions.stream()
                        .map(dimension -> values(dimension, dimension.sql()))
                        .collect(joining()),
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

    /**
     * All cells, and of each dimension the values that most members have; of the birth decade, all years.
     *
     * @param values of a dimension, at most
     * @param most rows
     */
    Uni<List<CellOfValue>> cells(
            Tx tx,
            Audience audience,
            Collection<InsightDimension> dimensions,
            Instant now,
            List<String> sensitivities,
            int values,
            int most) {
        return tx.list(
                CELLS.formatted(
                        audience.parameter(1),
                        audience.parameter(2),
                        audience.splits().sql(),
                        audience.rule(),
                        audience.from(),
                        audience.everybody(),
                        RuleCompiler.CALLED.formatted("(select now from asked)"),
                        dimensions.stream()
                                .map(dimension -> values(dimension, dimension.crowdSql()))
                                .collect(joining()),
                        audience.parameter(3),
                        audience.parameter(4),
                        audience.parameter(5),
                        audience.parameter(6)),
                InsightRepository::readCell,
                audience.arguments(
                        PointInTime.stored(now),
                        sensitivities.toArray(String[]::new),
                        LEAST,
                        values,
                        most,
                        InsightDimension.BIRTH_DECADE.ordinal()));
    }

    private static String values(InsightDimension dimension, String sql) {
        return "union all\nselect " + dimension.ordinal() + ", v.matches, v.value, v.other from (" + sql + ") v\n";
    }

    private static CellOfValue readCell(Row row) {
        Integer dimension = row.getInteger("dimension");
        return new CellOfValue(
                dimension == null ? null : InsightDimension.values()[dimension],
                row.getString("value"),
                row.getString("other"),
                row.getInteger("cell"),
                row.getLong("members"),
                row.getArrayOfStrings("at"));
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
