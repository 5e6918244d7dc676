package dev.shuke.tag;

import static dev.shuke.tag.OutrankedRepository.COUNTS;

import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
import dev.shuke.tag.TagBatch.Held;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.Json;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The tags that members have. What was written to one who was merged into another stays a row of its own, so a member
 * can have several for one slot: see {@link OutrankedRepository}.
 */
@ApplicationScoped
class MemberTagRepository {
    private static final String HELD = """
            select t.* from member_tag t
            join tag d on d.tenant_id = $1 and d.key = t.tag
            where t.tenant_id = $1 and t.member_id = $2 and not t.removed and\s""" + COUNTS.formatted("$3");
    private static final String LIST = HELD + " and d.sensitivity = any($4::text[]) order by t.tag";
    private static final String FIND = HELD + " and t.tag = $4";

    /** Beside the members, an id for the history of each. Those of whom something better is known are left out. */
    private static final String WRITE = """
            with taken as (
              select w.member_id, w.id from unnest($2::uuid[], $3::uuid[]) w(member_id, id)
              where not exists (
                select from member_tag h
                where h.tenant_id = $1 and h.member_id = w.member_id and h.slot = $4 and h.rank > $9
                  and (h.expires_at is null or h.expires_at > $12))
            ), written as (
              insert into member_tag (tenant_id, member_id, slot, origin_member_id, tag, value, removed, source, rank,
                confidence, written_by, written_at, expires_at)
              select $1, w.member_id, $4, w.member_id, $5::text, $6::text::jsonb, $7::boolean, $8::text, $9::int,
                $10::float8, $11::text, $12::timestamptz, $13::timestamptz
              from taken w
              on conflict (tenant_id, member_id, slot, origin_member_id) do update set tag = excluded.tag,
                value = excluded.value, removed = excluded.removed, source = excluded.source, rank = excluded.rank,
                confidence = excluded.confidence, written_by = excluded.written_by, written_at = excluded.written_at,
                expires_at = excluded.expires_at
              returning member_id
            )
            insert into member_tag_history (tenant_id, id, member_id, tag, action, value, source, confidence, written_by,
              at, expires_at)
            select $1, w.id, w.member_id, $5::text, case when $7::boolean then 'removed' else 'given' end,
              $6::text::jsonb, $8::text, $10::float8, $11::text, $12::timestamptz, $13::timestamptz
            from taken w join written using (member_id)
            returning member_id
            """;

    /** By rules, to the members themselves and to whoever was merged into them. */
    private static final String WITHDRAW = """
            with gone as (
              delete from member_tag
              where tenant_id = $1 and member_id = any($2::uuid[]) and slot = $3 and source = 'rule'
              returning member_id, tag, value, confidence, written_by
            ), told as (
              insert into member_tag_history (tenant_id, id, member_id, tag, action, value, source, confidence, written_by, at)
              select distinct on (member_id, tag) $1::uuid, uuidv7(), member_id, tag, 'removed', value, 'rule', confidence,
                written_by, $4::timestamptz
              from gone
            )
            select distinct member_id from gone
            """;

    private static final String HELD_BY = """
            select t.* from member_tag t
            where t.tenant_id = $1 and t.member_id = any($2::uuid[]) and t.slot = any($3::text[]) and\s""" + COUNTS.formatted("$4");

    private static final String LOCK = """
            select id from member where tenant_id = $1 and id = any($2::uuid[]) and merged_into is null and erased_at is null
            order by id for no key update
            """;

    /** Of the member and of all who were merged into it. */
    private static final String HISTORY = """
            select h.* from member_tag_history h
            join tag d on d.tenant_id = $1 and d.key = h.tag
            where h.tenant_id = $1 and h.id < $3 and d.sensitivity = any($4::text[]) and h.member_id = any(array(
              select id from member where tenant_id = $1 and (id = $2 or merged_into = $2)))
            order by h.id desc limit $5
            """;

    private final OutrankedRepository outranked;
    private final Touches touches;

    MemberTagRepository(OutrankedRepository outranked, Touches touches) {
        this.outranked = outranked;
        this.touches = touches;
    }

    /** Those that have not expired, by key. */
    Uni<List<MemberTagView>> list(Tx tx, UUID member, String... sensitivities) {
        return tx.list(LIST, MemberTagRepository::read, member, now(), sensitivities);
    }

    /** Null when the member has it not. */
    Uni<MemberTagView> find(Tx tx, UUID member, String tag) {
        return tx.first(FIND, MemberTagRepository::read, member, now(), tag);
    }

    /** What is known best of each of these slots of these members; nothing where nothing is. */
    Uni<List<Held>> held(Tx tx, UUID[] members, String... slots) {
        return tx.list(
                HELD_BY,
                row -> new Held(row.getUUID("member_id"), row.getString("slot"), row.getBoolean("removed"), read(row)),
                members,
                slots,
                now());
    }

    /** Those of the members who are nobody else by now; nobody changes or merges them before the transaction ends. */
    Uni<List<UUID>> lock(Tx tx, UUID... members) {
        return tx.list(LOCK, row -> row.getUUID("id"), (Object) members);
    }

    /** To whom of the members it was written: those of whom nothing better is known. To be locked before. */
    Uni<List<UUID>> write(Tx tx, Assignment assignment, UUID... members) {
        UUID[] ids = Stream.generate(Ids::next).limit(members.length).toArray(UUID[]::new);
        Uni<List<UUID>> written = tx.list(
                WRITE,
                row -> row.getUUID("member_id"),
                members,
                ids,
                assignment.slot(),
                assignment.tag(),
                assignment.value() == null ? null : Json.encode(assignment.value()),
                assignment.removed(),
                assignment.source().key(),
                assignment.source().rank(),
                assignment.confidence(),
                assignment.writer(),
                utc(assignment.at()),
                assignment.expiresAt() == null ? null : utc(assignment.expiresAt()));
        return written.call(_ -> outranked.settle(tx, assignment.slot(), members))
                .call(to -> touches.note(tx, Touches.TAG, to));
    }

    /** From whom of the members a rule's word about the slot was taken. To be locked before. */
    Uni<List<UUID>> withdraw(Tx tx, String slot, UUID... members) {
        return tx.list(WITHDRAW, row -> row.getUUID("member_id"), members, slot, now())
                .call(_ -> outranked.settle(tx, slot, members))
                .call(from -> touches.note(tx, Touches.TAG, from));
    }

    /** The newest first. */
    Uni<List<TagChangeView>> history(Tx tx, UUID member, UUID before, int limit, String... sensitivities) {
        return tx.list(HISTORY, MemberTagRepository::change, member, before, sensitivities, limit);
    }

    private static OffsetDateTime now() {
        return utc(Instant.now());
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static MemberTagView read(Row row) {
        return new MemberTagView(
                row.getString("tag"),
                row.getValue("value"),
                TagSource.named(row.getString("source")),
                row.getDouble("confidence"),
                row.getString("written_by"),
                row.getOffsetDateTime("written_at").toInstant(),
                instant(row.getOffsetDateTime("expires_at")));
    }

    private static TagChangeView change(Row row) {
        return new TagChangeView(
                row.getUUID("id"),
                row.getString("tag"),
                TagChangeView.Action.stored(row.getString("action")),
                row.getValue("value"),
                TagSource.named(row.getString("source")),
                row.getDouble("confidence"),
                row.getString("written_by"),
                row.getOffsetDateTime("at").toInstant(),
                instant(row.getOffsetDateTime("expires_at")));
    }
}
