package dev.shuke.segment;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.roaringbitmap.RoaringBitmap;

/** The members of segments by their numbers. */
@ApplicationScoped
class OverlapRepository {
    private static final String LOCK = """
            select pg_advisory_xact_lock(hashtextextended('member_seq ' || $1::uuid, 0))
            """;
    private static final String NUMBER = """
            insert into member_seq (tenant_id, member_id, seq)
            select $1::uuid, u.member_id,
              (select coalesce(max(seq), 0) from member_seq where tenant_id = $1) + row_number() over (order by u.member_id)
            from (
              select m.member_id from %s where %s
              except select member_id from member_seq where tenant_id = $1
            ) u
            """;
    private static final String OF_AUDIENCE = """
            select array_agg(q.seq) as members
            from %s
            join member_seq q on q.tenant_id = $1 and q.member_id = m.member_id
            where %s
            """;

    private static final String GENERATIONS = """
            select segment_id, seq from segment_state where tenant_id = $1 and segment_id = any($2::uuid[])
            """;
    private static final String STORED = """
            select array_agg(q.seq) as members,
              (select seq from segment_state where tenant_id = $1 and segment_id = $2) as generation,
              count(*) = count(q.seq) as complete
            from segment_membership s
            left join member_seq q on q.tenant_id = $1 and q.member_id = s.member_id
            where s.tenant_id = $1 and s.segment_id = $2
            """;
    private static final String CHANGES = """
            select c.seq as generation, q.seq, c.entered
            from segment_change c
            left join member_seq q on q.tenant_id = $1 and q.member_id = c.member_id
            where c.tenant_id = $1 and c.segment_id = $2 and c.seq > $3
            order by c.seq limit $4
            """;
    private static final String EXCLUDED = """
            select q.seq from member_metric m
            join member_seq q on q.tenant_id = $1 and q.member_id = m.member_id
            where m.tenant_id = $1 and not (%s)
            """;

    /**
     * The numbers of a segment's members.
     *
     * @param complete whether each of them has one
     */
    record Numbers(RoaringBitmap members, long generation, boolean complete) {}

    /** Somebody's entering or leaving; null for who has no number. */
    record Step(long generation, Integer member, boolean entered) {}

    /** Those of the audience who have none get a number. */
    Uni<Integer> number(Tx tx, Audience audience) {
        return tx.list(LOCK, row -> true)
                .chain(() -> tx.update(NUMBER.formatted(audience.from(), audience.where()), audience.arguments()));
    }

    /** Likewise whoever is stored as a member. */
    Uni<Integer> number(Tx tx, UUID segment) {
        return tx.list(LOCK, row -> true)
                .chain(() -> tx.update(
                        NUMBER.formatted("segment_membership m", "m.tenant_id = $1 and m.segment_id = $2::uuid"),
                        segment));
    }

    Uni<RoaringBitmap> list(Tx tx, Audience audience) {
        return tx.first(
                OF_AUDIENCE.formatted(audience.from(), audience.where()),
                OverlapRepository::members,
                audience.arguments());
    }

    /** How far the changes have come of those segments whose members are stored. */
    Uni<Map<UUID, Long>> generations(Tx tx, UUID... segments) {
        return tx.list(GENERATIONS, row -> Map.entry(row.getUUID("segment_id"), row.getLong("seq")), (Object) segments)
                .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    Uni<Numbers> stored(Tx tx, UUID segment) {
        return tx.first(
                STORED,
                row -> new Numbers(members(row), row.getLong("generation"), row.getBoolean("complete")),
                segment);
    }

    Uni<List<Step>> changes(Tx tx, UUID segment, long after, int most) {
        return tx.list(
                CHANGES,
                row -> new Step(row.getLong("generation"), row.getInteger("seq"), row.getBoolean("entered")),
                segment,
                after,
                most);
    }

    /** Whom the purpose does not admit. */
    Uni<RoaringBitmap> excluded(Tx tx, Purpose purpose) {
        return tx.list(EXCLUDED.formatted(purpose.choosing("m")), row -> row.getInteger("seq"))
                .map(found -> RoaringBitmap.bitmapOf(
                        found.stream().mapToInt(Integer::intValue).toArray()));
    }

    private static RoaringBitmap members(Row row) {
        Integer[] numbers = row.getArrayOfIntegers("members");
        RoaringBitmap members = new RoaringBitmap();
        if (numbers != null) {
            for (Integer number : numbers) {
                if (number != null) {
                    members.add(number);
                }
            }
        }
        members.runOptimize();
        return members;
    }
}
