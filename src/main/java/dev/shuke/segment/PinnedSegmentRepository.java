package dev.shuke.segment;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Which version a dynamic segment had at a moment, and whom. */
@ApplicationScoped
class PinnedSegmentRepository {
    /** It is counted in the transaction that fills it. */
    private static final String FIND = """
            select v.version, t.as_of, exists (
                select from segment_count c
                where c.tenant_id = $1 and c.segment_id = $2 and c.version = v.version and c.at <= t.as_of) as filled
            from segment_version v
            cross join lateral (
              select least($3::timestamptz, min(n.created_at) - interval '1 microsecond') as as_of
              from segment_version n
              where n.tenant_id = $1 and n.segment_id = $2 and n.version > v.version) t
            where v.tenant_id = $1 and v.segment_id = $2 and v.created_at <= $3 and ($4::int is null or v.version = $4)
            order by v.version desc limit 1
            """;

    private static final String HAD = """
            exists (
              select from (
                select m.member_id as id
                union all
                select x.id from member x where x.tenant_id = $1 and x.merged_into = m.member_id) k
              cross join lateral (
                select c.entered from segment_change c
                where c.tenant_id = $1 and c.member_id = k.id and c.segment_id = $2 and c.at <= $3
                order by c.seq desc limit 1) l
              where l.entered)
            """;

    private static final String FILLED_AT = """
            select min(at) as at from segment_count where tenant_id = $1 and segment_id = $2 and version = $3
            having count(*) > 0
            """;

    /**
     * @param asOf when the version was the segment's
     * @param filled whether its members had been looked for by then
     */
    record Moment(int version, Instant asOf, boolean filled) {}

    /** When everybody was first looked at by the rule that it has now; null when nobody has been yet. */
    Uni<Instant> filledAt(Tx tx, UUID segment, int version) {
        return tx.first(FILLED_AT, row -> row.getOffsetDateTime("at").toInstant(), segment, version);
    }

    /**
     * At that moment; of a version that was replaced before, at its last.
     *
     * @param version null for that of the moment
     * @return null when there was none
     */
    Uni<Moment> find(Tx tx, UUID segment, Integer version, Instant asOf) {
        return tx.first(FIND, PinnedSegmentRepository::read, segment, PointInTime.stored(asOf), version);
    }

    /** It holds for whom the dynamic segment had at that moment; also for who was another member then. */
    static CompiledRule had(UUID segment, Instant asOf) {
        return new CompiledRule("", HAD, Splits.Key.NONE, List.of(segment, PointInTime.stored(asOf)));
    }

    private static Moment read(Row row) {
        return new Moment(
                row.getInteger("version"), row.getOffsetDateTime("as_of").toInstant(), row.getBoolean("filled"));
    }
}
