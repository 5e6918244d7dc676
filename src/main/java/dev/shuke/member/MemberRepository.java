package dev.shuke.member;

import dev.shuke.member.MemberRow.Origin;
import dev.shuke.member.MemberRow.SealedIdentity;
import dev.shuke.platform.privacy.Birthday;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.MemberKey;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Raced;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
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
              m.created_at, m.updated_at, x.frequency, x.monetary, x.first_order_at, x.last_order_at, i.kinds, i.sealed,
              m.filled is not null as incomplete, null::bytea[] as origins
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
    /** With the subject of somebody who is bound to stores as the last argument. */
    private static final String SERVED = """
             and exists (select from staff_member s where s.tenant_id = $1 and s.member_id = m.id and s.subject = $%d)
            """;

    private static final String INCOMPLETE = "m.filled is not null as incomplete, null::bytea[] as origins";

    /** Of each identity that came to a merged member, that member's id and key. */
    private static final String COMPLETE = """
            false as incomplete, (
                select array_agg(uuid_send(b.origin_member_id) || o.data_key order by b.created_at, b.kind, b.blind)
                from member_identity b left join member o on o.tenant_id = $1 and o.id = b.origin_member_id
                where b.tenant_id = $1 and b.member_id = m.id) as origins
            """;

    /** The member that an id stands for: its own, or whom it was merged into. */
    private static final String STANDS_FOR =
            "(select coalesce(merged_into, id) from member where tenant_id = $1 and id = $2)";

    private static final String FIND_SERVED = FIND + SERVED.formatted(3);
    private static final String FIND_SERVED_BY_IDENTITY = FIND_BY_IDENTITY + SERVED.formatted(4);
    private static final String LIST_SERVED = AFTER + SERVED.formatted(4) + PAGE;

    /** A merged member has no metrics, so the others do not find it. */
    static final String FIND_SURVIVOR = complete(COLUMNS + """
            where m.tenant_id = $1 and m.id = (select merged_into from member where tenant_id = $1 and id = $2)
            """);

    private static final String FIND_SURVIVOR_SERVED = FIND_SURVIVOR + SERVED.formatted(3);
    private static final String FIND_USABLE = complete(COLUMNS) + "where m.tenant_id = $1 and m.id = " + STANDS_FOR;

    private static final String LIVING = """
            select m.id, m.data_key, m.merged_into is not null as gone from member m
            where m.tenant_id = $1 and m.erased_at is null and m.id =\s""" + STANDS_FOR;
    private static final String LIVING_SERVED = LIVING + SERVED.formatted(3);
    /** Whoever is erased, or merged into another, keeps a row for others to refer to, and has no metrics. */
    private static final String LIVES = """
            select member_id from member_metric where tenant_id = $1 and member_id = $2
            """;

    static final String DATA_KEY = "select data_key from member where tenant_id = $1 and id = $2 and erased_at is null";
    private static final String FOR_WRITE = " for no key update of m";
    private static final String TOUCH = """
            update member set version = version + 1, updated_at = greatest(updated_at, $3)
            where tenant_id = $1 and id = $2
            """;
    private static final String ADMITTED = """
            where m.tenant_id = $1 and m.id > $2 and %s order by m.id limit $3
            """;
    private static final String AMONG = """
            where m.tenant_id = $1 and m.id = any($2) and %s order by m.id
            """;
    private static final String FIND_PROVENANCE = """
            select array(select jsonb_object_keys(attributes)) as keys, provenance
            from member where tenant_id = $1 and id =\s""" + STANDS_FOR;
    /**
     * What sets a member's attributes, and where they are from, to what an {@link AttributeChange} makes of them. Lock
     * the member in a statement before: of two who write at once without a lock, the worse was seen to win.
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
              filled = filled - $3::text[],
              version = version + 1,
              updated_at = greatest(updated_at, $11)
            where tenant_id = $1 and id = $2 and merged_into is null and erased_at is null
            """.formatted(merge("member", "$9::jsonb", "$10::jsonb", "null::jsonb"));

    private final Touches touches;

    MemberRepository(Touches touches) {
        this.touches = touches;
    }

    /**
     * The query with the keys under which identities of merged members are sealed. Few members have any, and merely
     * planning to look for them costs each query of the others a quarter: so a row first tells that it is incomplete.
     */
    private static String complete(String query) {
        return query.replace(INCOMPLETE, COMPLETE);
    }

    private static String completeIf(boolean complete, String query) {
        return complete ? complete(query) : query;
    }

    /** Null when the tenant has no such member, or the caller's stores do not. */
    Uni<MemberRow> find(Tx tx, UUID id, boolean complete) {
        return bound(tx)
                ? tx.first(completeIf(complete, FIND_SERVED), MemberRepository::read, id, subject(tx))
                : tx.first(completeIf(complete, FIND), MemberRepository::read, id);
    }

    /** The member, or whom it was merged into; null as well when the purpose does not admit that one. */
    Uni<MemberRow> find(Tx tx, UUID id, Purpose purpose) {
        String admitted = FIND_USABLE + " and " + purpose.condition("x");
        return bound(tx)
                ? tx.first(admitted + SERVED.formatted(3), MemberRepository::read, id, subject(tx))
                : tx.first(admitted, MemberRepository::read, id);
    }

    /** Null when the tenant has no such identity, or the caller's stores do not know its member. */
    Uni<MemberRow> findByIdentity(Tx tx, IdentityKind kind, byte[] blindIndex, boolean complete) {
        Buffer blind = Buffer.buffer(blindIndex);
        return bound(tx)
                ? tx.first(
                        completeIf(complete, FIND_SERVED_BY_IDENTITY),
                        MemberRepository::read,
                        kind.key(),
                        blind,
                        subject(tx))
                : tx.first(completeIf(complete, FIND_BY_IDENTITY), MemberRepository::read, kind.key(), blind);
    }

    /** In the order of their ids, so of their creation; those that the caller may see at all. */
    Uni<List<MemberRow>> list(Tx tx, UUID after, int limit, boolean complete) {
        return bound(tx)
                ? tx.list(completeIf(complete, LIST_SERVED), MemberRepository::read, after, limit, subject(tx))
                : tx.list(completeIf(complete, LIST), MemberRepository::read, after, limit);
    }

    /** The one whom a merged member's id stands for; null when the caller sees no such merged member. */
    Uni<MemberRow> findSurvivor(Tx tx, UUID id) {
        return bound(tx)
                ? tx.first(FIND_SURVIVOR_SERVED, MemberRepository::read, id, subject(tx))
                : tx.first(FIND_SURVIVOR, MemberRepository::read, id);
    }

    /** Likewise, those whom the purpose admits. */
    Uni<List<MemberRow>> list(Tx tx, Purpose purpose, boolean personalised, UUID after, int limit) {
        return tx.list(
                complete(COLUMNS) + ADMITTED.formatted(admitted(purpose, personalised)),
                MemberRepository::read,
                after,
                limit);
    }

    /** Likewise, of these. */
    Uni<List<MemberRow>> list(Tx tx, Purpose purpose, boolean personalised, UUID... ids) {
        return tx.list(
                complete(COLUMNS) + AMONG.formatted(admitted(purpose, personalised)), MemberRepository::read, (Object)
                        ids);
    }

    private static String admitted(Purpose purpose, boolean personalised) {
        return personalised ? purpose.condition("x") : purpose.reaching("x");
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

    private static boolean bound(Tx tx) {
        return tx.call().caller().boundToStores();
    }

    private static String subject(Tx tx) {
        return tx.call().caller().subject();
    }

    /**
     * A member that is not merged.
     *
     * @param dataKey its wrapped key
     */
    record Living(UUID id, byte[] dataKey) {}

    /** The member, or who it was merged into; null when the tenant has no such member, or the caller's stores do not. */
    Uni<Living> findLiving(Tx tx, UUID id) {
        return living(tx, id, "");
    }

    /** As {@link #findLiving}; nobody else changes or merges that member before this transaction ends. */
    Uni<Living> lockLiving(Tx tx, UUID id) {
        return living(tx, id, FOR_WRITE);
    }

    private static Uni<Living> living(Tx tx, UUID id, String how) {
        return bound(tx)
                ? tx.first(LIVING_SERVED + how, MemberRepository::living, id, subject(tx))
                : tx.first(LIVING + how, MemberRepository::living, id);
    }

    private static Living living(Row row) {
        if (row.getBoolean("gone")) {
            throw new Raced();
        }
        return new Living(row.getUUID("id"), row.getBuffer("data_key").getBytes());
    }

    /** Whether there is such a member, and it is nobody else by now. */
    Uni<Boolean> lives(Tx tx, UUID id) {
        return tx.first(LIVES, row -> true, id).map(found -> found != null);
    }

    /** The wrapped key of a member, null when there is no such member. */
    Uni<byte[]> findDataKey(Tx tx, UUID id) {
        return tx.first(DATA_KEY, row -> row.getBuffer("data_key").getBytes(), id);
    }

    /** The member has changed, though not in its row. */
    Uni<Void> touch(Tx tx, UUID id) {
        return tx.update(TOUCH, id, Instant.now().atOffset(ZoneOffset.UTC)).replaceWithVoid();
    }

    /** The member may have been merged or erased since it was looked up: then the next look finds who it is now. */
    Uni<Integer> update(Tx tx, UUID id, ProfileChange change, AttributeChange attributes, MemberKey key) {
        return write(tx, id, change, attributes, key)
                .call(written -> touches.note(tx, Touches.MEMBER, List.of(id)))
                .invoke(written -> {
                    if (written == 0) {
                        throw new Raced();
                    }
                });
    }

    private Uni<Integer> write(Tx tx, UUID id, ProfileChange change, AttributeChange attributes, MemberKey key) {
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
                row.getBoolean("incomplete"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static List<SealedIdentity> identities(Row row) {
        String[] kinds = row.getArrayOfStrings("kinds");
        Buffer[] sealed = row.getArrayOfBuffers("sealed");
        Buffer[] origins = row.getArrayOfBuffers("origins");
        return kinds == null
                ? List.of()
                : IntStream.range(0, kinds.length)
                        .mapToObj(i -> new SealedIdentity(
                                IdentityKind.stored(kinds[i]),
                                sealed[i].getBytes(),
                                origins == null ? null : Origin.of(origins[i])))
                        .toList();
    }
}
