package dev.shuke.member;

import dev.shuke.member.MemberRow.SealedIdentity;
import dev.shuke.platform.privacy.Birthday;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.MemberKey;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Members with their metrics and identities. Identities are found and bound in {@link IdentityRepository}. */
@ApplicationScoped
class MemberRepository {
    static final String COLUMNS = """
            select m.id, m.data_key, m.name, m.email, m.gender, m.birthday, m.city, m.attributes,
              m.created_at, m.updated_at, x.frequency, x.monetary, x.first_order_at, x.last_order_at, i.kinds, i.sealed
            from member m
            join member_metric x on x.tenant_id = $1 and x.member_id = m.id
            cross join lateral (
              select array_agg(kind order by created_at, kind, blind) kinds,
                array_agg(sealed order by created_at, kind, blind) sealed
              from member_identity where tenant_id = $1 and member_id = m.id
            ) i
            """;
    static final String FIND = COLUMNS + "where m.tenant_id = $1 and m.id = $2";
    static final String FIND_BY_IDENTITY = COLUMNS + """
            where m.tenant_id = $1 and m.id = (
              select member_id from member_identity where tenant_id = $1 and kind = $2 and blind = $3)
            """;
    private static final String AFTER = COLUMNS + "where m.tenant_id = $1 and m.id > $2";
    private static final String PAGE = " order by m.id limit $3";
    static final String LIST = AFTER + PAGE;
    private static final String EXISTS = "select m.id from member m where m.tenant_id = $1 and m.id = $2 and m.erased_at is null";
    private static final String LOCK = "select id from member where tenant_id = $1 and id = $2 and erased_at is null for update";
    /** With the subject of somebody who is bound to stores as the last argument. */
    private static final String SERVED = """
             and exists (select from staff_member s where s.tenant_id = $1 and s.member_id = m.id and s.subject = $%d)
            """;
    private static final String ADMITTED = """
            where m.tenant_id = $1 and m.id > $2 and %s order by m.id limit $3
            """;

    private static final String FIND_SERVED = FIND + SERVED.formatted(3);
    private static final String FIND_SERVED_BY_IDENTITY = FIND_BY_IDENTITY + SERVED.formatted(4);
    private static final String LIST_SERVED = AFTER + SERVED.formatted(4) + PAGE;
    private static final String EXISTS_SERVED = EXISTS + SERVED.formatted(3);
    private static final String FIND_PROVENANCE = """
            select array(select jsonb_object_keys(attributes)) as keys, provenance
            from member where tenant_id = $1 and id = $2
            """;
    /** Whoever is erased, or merged into another, keeps a row for others to refer to, and has no metrics. */
    private static final String LIVES = """
            select member_id from member_metric where tenant_id = $1 and member_id = $2
            """;

    static final String DATA_KEY = "select data_key from member where tenant_id = $1 and id = $2 and erased_at is null";
    /**
     * What sets a member's attributes, and where they are from, to what an {@link AttributeChange} makes of them: in one
     * statement, so that of two who write at once the better wins whoever comes last.
     *
     * <p>Named member, values, from; and made, which is null but for a new member, who has nothing to compare with.
     */
    private static final String MERGE = """
            (attributes, provenance) = (
              with taken as (
                select k.key, substr(f.stamp, 5) as stamp
                from jsonb_each(%3$s) f(stamp, keys) cross join jsonb_array_elements_text(f.keys) k(key)
                where left(f.stamp, 4) collate "C" >= coalesce(
                  (select left(h.stamp, 4) from jsonb_each(%1$s.provenance) h(stamp, keys) where h.keys ? k.key),
                  case when %1$s.attributes ? k.key then '3000' else '' end)
              ), stamped as (
                select h.stamp, k.key
                from jsonb_each(%1$s.provenance) h(stamp, keys) cross join jsonb_array_elements_text(h.keys) k(key)
                where k.key not in (select key from taken)
                union all
                select stamp, key from taken where stamp <> ''
              )
              select
                case when %4$s is not null then %2$s
                  when %3$s = '{}' then %1$s.attributes
                  else (%1$s.attributes - array(select key from taken)) || coalesce(
                    (select jsonb_object_agg(key, %2$s -> key) from taken where %2$s ? key), '{}') end,
                case when %4$s is not null then nullif(%4$s, '{}')
                  when %3$s = '{}' then %1$s.provenance
                  else (select jsonb_object_agg(stamp, keys)
                    from (select stamp, jsonb_agg(key) as keys from stamped group by stamp) s) end
            )""";

    static String merge(String member, String values, String from, String made) {
        return MERGE.formatted(member, values, from, made);
    }

    static final String UPDATE = """
            update member set
              name = case when 'name' = any($3::text[]) then $4 else name end,
              gender = case when 'gender' = any($3::text[]) then $5 else gender end,
              birthday = case when 'birthday' = any($3::text[]) then $6 else birthday end,
              email = case when 'email' = any($3::text[]) then $7 else email end,
              city = case when 'city' = any($3::text[]) then $8 else city end,
              %s,
              version = version + 1,
              updated_at = greatest(updated_at, $11)
            where tenant_id = $1 and id = $2
            """.formatted(merge("member", "$9::jsonb", "$10::jsonb", "null::jsonb"));

    /** Null when the tenant has no such member, or the caller's stores do not. */
    Uni<MemberRow> find(Tx tx, UUID id) {
        return bound(tx)
                ? tx.first(FIND_SERVED, MemberRepository::read, id, subject(tx))
                : tx.first(FIND, MemberRepository::read, id);
    }

    /** As {@link #find(Tx, UUID)}, and null as well when the member may not be used for the purpose. */
    Uni<MemberRow> find(Tx tx, UUID id, Purpose purpose) {
        return bound(tx)
                ? tx.first(FIND_SERVED + " and " + purpose.condition("x"), MemberRepository::read, id, subject(tx))
                : tx.first(FIND + " and " + purpose.condition("x"), MemberRepository::read, id);
    }

    /** Null when the tenant has no such identity, or the caller's stores do not know its member. */
    Uni<MemberRow> findByIdentity(Tx tx, IdentityKind kind, byte[] blindIndex) {
        Buffer blind = Buffer.buffer(blindIndex);
        return bound(tx)
                ? tx.first(FIND_SERVED_BY_IDENTITY, MemberRepository::read, kind.key(), blind, subject(tx))
                : tx.first(FIND_BY_IDENTITY, MemberRepository::read, kind.key(), blind);
    }

    /** In the order of their ids, so of their creation; those that the caller may see at all. */
    Uni<List<MemberRow>> list(Tx tx, UUID after, int limit) {
        return bound(tx)
                ? tx.list(LIST_SERVED, MemberRepository::read, after, limit, subject(tx))
                : tx.list(LIST, MemberRepository::read, after, limit);
    }

    /** Likewise, those whom the purpose admits. */
    Uni<List<MemberRow>> list(Tx tx, Purpose purpose, UUID after, int limit) {
        return tx.list(COLUMNS + ADMITTED.formatted(purpose.condition("x")), MemberRepository::read, after, limit);
    }

    /** Null when the tenant has no such member. */
    Uni<Map<String, ProvenanceView>> findProvenance(Tx tx, UUID id, Predicate<FieldGroup> visible) {
        return tx.first(
                FIND_PROVENANCE,
                row -> StoredAttributes.provenance(
                        List.of(row.getArrayOfStrings("keys")),
                        HeldAttributes.stamps(row.getJsonObject("provenance")),
                        visible),
                id);
    }

    /** Whether there is one that the caller may see. */
    Uni<Boolean> exists(Tx tx, UUID id) {
        return (bound(tx) ? tx.first(EXISTS_SERVED, row -> true, id, subject(tx)) : tx.first(EXISTS, row -> true, id))
                .map(found -> found != null);
    }

    private static boolean bound(Tx tx) {
        return tx.call().caller().boundToStores();
    }

    private static String subject(Tx tx) {
        return tx.call().caller().subject();
    }

    Uni<Boolean> lives(Tx tx, UUID id) {
        return tx.first(LIVES, row -> true, id).map(found -> found != null);
    }

    /** Nobody else changes the member before this transaction ends. */
    Uni<Void> lock(Tx tx, UUID id) {
        return tx.first(LOCK, row -> true, id).replaceWithVoid();
    }

    /** The wrapped key of a member, null when there is no such member. */
    Uni<byte[]> findDataKey(Tx tx, UUID id) {
        return tx.first(DATA_KEY, row -> row.getBuffer("data_key").getBytes(), id);
    }

    Uni<Integer> update(Tx tx, UUID id, ProfileChange change, AttributeChange attributes, MemberKey key) {
        Profile values = change.values();
        return tx.update(
                UPDATE,
                id,
                change.fields().toArray(String[]::new),
                buffer(
                        values.name() == null
                                ? null
                                : key.seal(MemberRow.NAME, values.name().clear())),
                values.gender() == null ? null : values.gender().key(),
                values.birthday() == null ? null : values.birthday().clear(),
                buffer(
                        values.email() == null
                                ? null
                                : key.seal(MemberRow.EMAIL, values.email().clear())),
                values.city(),
                attributes.values(),
                attributes.from(),
                Instant.now().atOffset(ZoneOffset.UTC));
    }

    private static Buffer buffer(byte[] bytes) {
        return bytes == null ? null : Buffer.buffer(bytes);
    }

    private static byte[] bytes(Buffer buffer) {
        return buffer == null ? null : buffer.getBytes();
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static Birthday birthday(LocalDate date) {
        return date == null ? null : new Birthday(date);
    }

    private static MemberRow read(Row row) {
        String gender = row.getString("gender");
        return new MemberRow(
                row.getUUID("id"),
                bytes(row.getBuffer("data_key")),
                bytes(row.getBuffer("name")),
                bytes(row.getBuffer("email")),
                gender == null ? null : Gender.named(gender),
                birthday(row.getLocalDate("birthday")),
                row.getString("city"),
                row.getJsonObject("attributes").getMap(),
                row.getLong("frequency"),
                row.getLong("monetary"),
                instant(row.getOffsetDateTime("first_order_at")),
                instant(row.getOffsetDateTime("last_order_at")),
                identities(row),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static List<SealedIdentity> identities(Row row) {
        String[] kinds = row.getArrayOfStrings("kinds");
        Buffer[] sealed = row.getArrayOfBuffers("sealed");
        return kinds == null
                ? List.of()
                : IntStream.range(0, kinds.length)
                        .mapToObj(i -> new SealedIdentity(IdentityKind.stored(kinds[i]), sealed[i].getBytes()))
                        .toList();
    }
}
