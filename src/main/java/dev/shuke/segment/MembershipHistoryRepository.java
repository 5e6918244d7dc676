package dev.shuke.segment;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.Cursor;
import dev.shuke.segment.SegmentChangeView.Action;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Who entered segments and who left, and how many were in them; of nobody whom the purpose does not admit now. */
@ApplicationScoped
class MembershipHistoryRepository {
    private static final String OF_SEGMENT = """
            select c.segment_id, c.seq, c.version, c.member_id, c.entered, c.at
            from segment_change c
            join member_metric m on m.tenant_id = $1 and m.member_id = c.member_id
            where c.tenant_id = $1 and c.segment_id = $2 and c.seq < $3 and c.version = any($5::int[]) and %s
            order by c.seq desc limit $4
            """;
    /** Also what happened to whom he stands for. Of a member one segment tells one change at a time. */
    private static final String OF_MEMBER = """
            select c.segment_id, c.seq, c.version, c.member_id, c.entered, c.at
            from segment_change c
            join member_metric m on m.tenant_id = $1 and m.member_id = $2
            join unnest($3::uuid[], $7::int[], $8::text[]) v(segment_id, version, purpose)
              on v.segment_id = c.segment_id and v.version = c.version
            where c.tenant_id = $1 and (c.at, c.segment_id) < ($4, $5) and (case v.purpose%s else false end)
              and c.member_id = any(array(select id from member where tenant_id = $1 and (id = $2 or merged_into = $2)))
            order by c.at desc, c.segment_id desc limit $6
            """;

    private static final String COUNTS = """
            select at, version, members from segment_count
            where tenant_id = $1 and segment_id = $2 and at < $3
            order by at desc limit $4
            """;
    private static final String COUNT = "select count(*) as members from %s where %s";

    /** The newest first. */
    Uni<List<SegmentChangeView>> list(
            Tx tx, SegmentView segment, List<SegmentVersion> versions, long before, int limit) {
        return tx.list(
                OF_SEGMENT.formatted(segment.purpose().choosing("m")),
                MembershipHistoryRepository::change,
                segment.id(),
                before,
                limit,
                numbers(versions));
    }

    /**
     * The newest first, each if its segment's purpose admits the member.
     *
     * @param purposes by segment
     */
    Uni<List<SegmentChangeView>> list(
            Tx tx, UUID member, Map<UUID, Purpose> purposes, List<SegmentVersion> versions, Cursor before, int limit) {
        if (versions.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return tx.list(
                OF_MEMBER.formatted(purposes.values().stream()
                        .distinct()
                        .map(purpose -> " when '" + purpose.key() + "' then " + purpose.choosing("m"))
                        .collect(Collectors.joining())),
                MembershipHistoryRepository::change,
                member,
                versions.stream().map(SegmentVersion::segment).toArray(UUID[]::new),
                PointInTime.stored(before.at()),
                before.id(),
                limit,
                numbers(versions),
                versions.stream()
                        .map(version -> purposes.get(version.segment()).key())
                        .toArray(String[]::new));
    }

    private static Integer[] numbers(List<SegmentVersion> versions) {
        return versions.stream().map(SegmentVersion::version).toArray(Integer[]::new);
    }

    /** The newest first. */
    Uni<List<SegmentCountView>> counts(Tx tx, UUID segment, Instant before, int limit) {
        return tx.list(
                COUNTS,
                row -> new SegmentCountView(
                        row.getOffsetDateTime("at").toInstant(), row.getInteger("version"), row.getLong("members")),
                segment,
                PointInTime.stored(before),
                limit);
    }

    Uni<Long> count(Tx tx, Audience audience) {
        return tx.first(
                COUNT.formatted(audience.from(), audience.where()),
                row -> row.getLong("members"),
                audience.arguments());
    }

    private static SegmentChangeView change(Row row) {
        return new SegmentChangeView(
                row.getUUID("segment_id"),
                row.getLong("seq"),
                row.getInteger("version"),
                row.getUUID("member_id"),
                row.getBoolean("entered") ? Action.ENTERED : Action.LEFT,
                row.getOffsetDateTime("at").toInstant());
    }
}
