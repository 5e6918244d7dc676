package dev.shuke.incident;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Whom incidents concern. */
@ApplicationScoped
class AffectedRepository {
    /** As whom they are now; nobody who is erased. */
    private static final String ADD = """
            insert into incident_member (tenant_id, incident_id, member_id, by, added_at)
            select distinct $1::uuid, $2::uuid, coalesce(m.merged_into, m.id), '%s', $3::timestamptz from member m
            where m.tenant_id = $1 and m.erased_at is null and m.id in (%s)
            on conflict do nothing
            """;

    private static final String ADD_NAMED = ADD.formatted("id", "select unnest($4::uuid[])");

    /** Those that are stored: of a dynamic segment once it is filled, of a frozen one its version's. */
    private static final String ADD_SEGMENT = ADD.formatted("segment", """
            select s.member_id from segment_membership s where s.tenant_id = $1 and s.segment_id = $4
            union all
            select f.member_id from segment_member f
            join segment g on g.tenant_id = $1 and g.id = f.segment_id and g.version = f.version and g.kind = 'frozen'
            where f.tenant_id = $1 and f.segment_id = $4
            """);

    private static final String ADD_ACCESSED = ADD.formatted("audit_log", """
            select a.about_id::uuid from audit_entry a
            where a.tenant_id = $1 and a.about_kind = 'member' and a.about_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
              and a.at >= $4 and a.at < $5 and ($6::text is null or a.actor = $6)
            """);

    private static final String COUNT = """
            update incident set affected = affected + $3 where tenant_id = $1 and id = $2 returning affected
            """;
    private static final String LIST = """
            select * from incident_member where tenant_id = $1 and incident_id = $2 and member_id > $3
            order by member_id limit $4
            """;

    /** How many were added; the incident is locked. */
    Uni<Integer> addNamed(Tx tx, UUID incident, List<UUID> members) {
        return tx.update(ADD_NAMED, incident, now(), members.toArray(UUID[]::new));
    }

    Uni<Integer> addSegment(Tx tx, UUID incident, UUID segment) {
        return tx.update(ADD_SEGMENT, incident, now(), segment);
    }

    Uni<Integer> addAccessed(Tx tx, UUID incident, AffectedRequest.Accessed accessed) {
        return tx.update(
                ADD_ACCESSED,
                incident,
                now(),
                accessed.from().atOffset(ZoneOffset.UTC),
                accessed.until().atOffset(ZoneOffset.UTC),
                accessed.by());
    }

    /** How many there are now. */
    Uni<Long> count(Tx tx, UUID incident, int added) {
        return tx.first(COUNT, row -> row.getLong("affected"), incident, (long) added);
    }

    Uni<List<AffectedMember>> list(Tx tx, UUID incident, UUID after, int limit) {
        return tx.list(
                LIST,
                row -> new AffectedMember(
                        row.getUUID("member_id"),
                        AffectedBy.stored(row.getString("by")),
                        row.getOffsetDateTime("added_at").toInstant()),
                incident,
                after,
                limit);
    }

    private static OffsetDateTime now() {
        return Instant.now().atOffset(ZoneOffset.UTC);
    }
}
