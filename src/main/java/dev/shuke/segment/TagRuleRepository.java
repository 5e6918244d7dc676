package dev.shuke.segment;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.segment.TagRulePlan.Held;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.Json;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Which tags follow which segments, how far, and who is to be looked at for that. */
@ApplicationScoped
class TagRuleRepository {
    private static final String COLUMNS = """
            select r.tag, r.segment_id, r.value, r.confidence, r.position, r.since, s.purpose, s.version, t.expiry_days,
              t.retired
            from tag_rule r
            join segment s on s.tenant_id = $1 and s.id = r.segment_id
            join tag t on t.tenant_id = $1 and t.key = r.tag
            where r.tenant_id = $1
            """;
    private static final String FIND = COLUMNS + "and r.tag = $2";
    private static final String FIND_FOR_UPDATE = FIND + " for update of r";
    private static final String OF_SLOT = COLUMNS + "and r.slot = $2 order by r.position, r.tag";

    /** All that has happened until now is the rebuild's to follow. */
    private static final String PUT = """
            insert into tag_rule (tenant_id, tag, slot, segment_id, value, confidence, position, since, seq)
            select $1::uuid, t.key,
              coalesce((select key from tag where tenant_id = $1 and key = t.parent and exclusive), t.key), s.segment_id,
              $4::text::jsonb, $5::float8, $6::int, $7::timestamptz, s.seq
            from tag t
            join segment_state s on s.tenant_id = $1 and s.segment_id = $3
            where t.tenant_id = $1 and t.key = $2
            on conflict (tenant_id, tag) do update set segment_id = excluded.segment_id, value = excluded.value,
              confidence = excluded.confidence, position = excluded.position, since = excluded.since, seq = excluded.seq
            returning slot
            """;

    private static final String DELETE = "delete from tag_rule where tenant_id = $1 and tag = $2 returning slot";

    /** Whether who is in a segment hangs on who has a tag that hangs on who is in it. */
    private static final String CYCLIC = """
            with recursive asked(segment_id, back) as (
              select $2::uuid, false
              union
              select n.segment_id, true
              from asked a
              join segment s on s.tenant_id = $1 and s.id = a.segment_id and s.kind = 'dynamic'
              join segment_version v on v.tenant_id = $1 and v.segment_id = s.id and v.version = s.version
              cross join lateral (
                select o.id as segment_id
                from jsonb_path_query(v.rule, '$.** ? (@.type == "segment").segment') j(name)
                join segment o on o.tenant_id = $1 and (o.key = j.name #>> '{}' or o.id::text = j.name #>> '{}')
                union
                select r.segment_id
                from jsonb_path_query(v.rule, '$.** ? (@.type == "tag").tag') j(name)
                join tag t on t.tenant_id = $1 and t.key = j.name #>> '{}'
                join tag_rule r on r.tenant_id = $1 and r.slot in (t.key, t.parent)
              ) n
            )
            select exists (select from asked where segment_id = $2 and back) as cyclic
            """;

    private static final String BEHIND = """
            select distinct r.slot from tag_rule r
            join segment_state s on s.tenant_id = $1 and s.segment_id = r.segment_id
            where r.tenant_id = $1 and s.seq > r.seq
            """;
    private static final String FOLLOWING = """
            select distinct slot from tag_rule where tenant_id = $1 and segment_id = $2
            """;
    private static final String ALONE = """
            select pg_advisory_xact_lock(hashtextextended('tag rule ' || $1::uuid || ' ' || $2::text, 0))
            """;

    /** Who stands for somebody who was merged is looked at in his place. */
    private static final String CHANGED = """
            select r.tag, c.seq, coalesce(m.merged_into, c.member_id) as member_id
            from tag_rule r
            cross join lateral (
              select seq, member_id from segment_change
              where tenant_id = $1 and segment_id = r.segment_id and seq > r.seq order by seq limit $3
            ) c
            left join member m on m.tenant_id = $1 and m.id = c.member_id
            where r.tenant_id = $1 and r.slot = $2
            """;

    private static final String FOLLOWED = """
            update tag_rule r set seq = d.seq from unnest($2::text[], $3::bigint[]) d(tag, seq)
            where r.tenant_id = $1 and r.tag = d.tag
            """;

    /** Whoever has a tag of the slot by a rule, or is in a segment that one of them follows; by id, behind the one given. */
    private static final String PAGE = """
            select distinct member_id from (
              select s.member_id from tag_rule r
              cross join lateral (
                select member_id from segment_membership
                where tenant_id = $1 and segment_id = r.segment_id and member_id > $3 order by member_id limit $4
              ) s
              where r.tenant_id = $1 and r.slot = $2
              union all
              select h.member_id from tag t
              cross join lateral (
                select member_id from member_tag
                where tenant_id = $1 and tag = t.key and member_id > $3 and source = 'rule' order by member_id limit $4
              ) h
              where t.tenant_id = $1 and (t.key = $2 or t.parent = $2)
            ) u
            order by member_id limit $4
            """;

    /** The audience's from and where; members, segment. */
    private static final String IN = """
            select m.member_id, (
                select max(c.at) from segment_change c
                where c.tenant_id = $1 and c.member_id = m.member_id and c.segment_id = %4$s::uuid and c.entered
              ) as entered
            from %1$s
            where %2$s and m.member_id = any(%3$s::uuid[])
            """;

    private static final String HELD = """
            select h.member_id, h.tag, h.value, h.source, h.confidence, h.written_by, t.retired
            from member_tag h
            join tag t on t.tenant_id = $1 and t.key = h.tag
            where h.tenant_id = $1 and h.member_id = any($3::uuid[]) and h.slot = $2
              and (h.expires_at is null or h.expires_at > $4)
              and (h.outranked_until is null or h.outranked_until <= $4)
            """;

    /** A change of a segment that a tag has not followed yet. */
    record Changed(String tag, long seq, UUID member) {}

    /** Somebody in a segment, and since when, if that is known. */
    record Entered(UUID member, Instant at) {}

    /** Null when it follows none. */
    Uni<TagRule> find(Tx tx, String tag) {
        return tx.first(FIND, TagRuleRepository::read, tag);
    }

    /** As {@link #find}; nobody else changes it before this transaction ends. */
    Uni<TagRule> findForUpdate(Tx tx, String tag) {
        return tx.first(FIND_FOR_UPDATE, TagRuleRepository::read, tag);
    }

    /** In the order in which they count. */
    Uni<List<TagRule>> list(Tx tx, String slot) {
        return tx.list(OF_SLOT, TagRuleRepository::read, slot);
    }

    /** The slot; null when the tag or the segment's state is not there. */
    Uni<String> put(Tx tx, TagRuleView rule) {
        return tx.first(
                PUT,
                TagRuleRepository::slot,
                rule.tag(),
                rule.segment(),
                rule.value() == null ? null : Json.encode(rule.value()),
                rule.confidence(),
                rule.position(),
                PointInTime.stored(rule.since()));
    }

    /** The slot; null when it followed none. */
    Uni<String> delete(Tx tx, String tag) {
        return tx.first(DELETE, TagRuleRepository::slot, tag);
    }

    Uni<Boolean> cyclic(Tx tx, UUID segment) {
        return tx.first(CYCLIC, row -> row.getBoolean("cyclic"), segment);
    }

    /** Slots with a tag whose segment has changed since it was followed. */
    Uni<List<String>> behind(Tx tx) {
        return tx.list(BEHIND, TagRuleRepository::slot);
    }

    /** Slots with a tag that follows the segment. */
    Uni<List<String>> following(Tx tx, UUID segment) {
        return tx.list(FOLLOWING, TagRuleRepository::slot, segment);
    }

    /** One at a time brings the tags of a slot to where they should be. */
    Uni<Void> alone(Tx tx, String slot) {
        return tx.list(ALONE, row -> true, slot).replaceWithVoid();
    }

    /** The oldest of each tag, at most so many. */
    Uni<List<Changed>> changed(Tx tx, String slot, int most) {
        return tx.list(
                CHANGED,
                row -> new Changed(row.getString("tag"), row.getLong("seq"), row.getUUID("member_id")),
                slot,
                most);
    }

    Uni<Integer> followed(Tx tx, String[] tags, Long... seqs) {
        return tx.update(FOLLOWED, tags, seqs);
    }

    Uni<List<UUID>> page(Tx tx, String slot, UUID after, int most) {
        return tx.list(PAGE, row -> row.getUUID("member_id"), slot, after, most);
    }

    /** Those of the members who are in the segment that a tag follows, and admitted by its purpose. */
    Uni<List<Entered>> in(Tx tx, TagRule rule, UUID... members) {
        Audience audience = rule.audience();
        return tx.list(
                IN.formatted(audience.from(), audience.where(), audience.parameter(1), audience.parameter(2)),
                row -> new Entered(row.getUUID("member_id"), instant(row, "entered")),
                audience.arguments(members, rule.view().segment()));
    }

    /** What is known best of the members about a slot at that moment; nothing of who has no word about it. */
    Uni<List<Held>> held(Tx tx, String slot, Instant at, UUID... members) {
        return tx.list(
                HELD,
                row -> new Held(
                        row.getUUID("member_id"),
                        row.getString("tag"),
                        row.getValue("value"),
                        row.getString("source"),
                        row.getDouble("confidence"),
                        row.getString("written_by"),
                        row.getBoolean("retired")),
                slot,
                members,
                PointInTime.stored(at));
    }

    private static String slot(Row row) {
        return row.getString("slot");
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column) == null
                ? null
                : row.getOffsetDateTime(column).toInstant();
    }

    private static TagRule read(Row row) {
        TagRuleView view = new TagRuleView(
                row.getString("tag"),
                row.getUUID("segment_id"),
                row.getValue("value"),
                row.getDouble("confidence"),
                row.getInteger("position"),
                instant(row, "since"));
        return new TagRule(
                view,
                new Purpose(row.getString("purpose")),
                row.getInteger("version"),
                row.getInteger("expiry_days"),
                row.getBoolean("retired"));
    }
}
