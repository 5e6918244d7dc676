package dev.shuke.member;

import dev.shuke.platform.privacy.MemberKey;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The ledger of merges, and the members in them. */
@ApplicationScoped
class MergeRepository {
    private static final String LIVING = """
            select id, coalesce(merged_into, id) as living from member
            where tenant_id = $1 and id = any($2::uuid[]) and erased_at is null
            """;
    private static final String COUNT = """
            select count(*)::int from member where tenant_id = $1 and merged_into = any($2::uuid[])
            """;

    /** In the order of their ids, like a batch of members. */
    private static final String LOCK = """
            select id, data_key, name, gender, birthday, email, city, attributes, provenance, filled
            from member where tenant_id = $1 and id = any($2::uuid[]) and erased_at is null order by id for no key update
            """;

    private static final String SAVE = """
            update member set name = $3, gender = $4, birthday = $5, email = $6, city = $7,
              attributes = (attributes - $8::text[]) || $9::jsonb, provenance = nullif($10::jsonb, '{}'), filled = $11,
              version = version + 1, updated_at = greatest(updated_at, $12)
            where tenant_id = $1 and id = $2
            """;
    private static final String POINT = """
            update member set merged_into = $3 where tenant_id = $1 and (id = $2 or merged_into = $2)
            """;
    private static final String POINT_BACK = """
            update member set merged_into = nullif($2::uuid, id) where tenant_id = $1 and id = any($3::uuid[])
            """;

    /** What the two allow together the ledger of consents says; whose data is restricted, all of it is. */
    private static final String RECORD = """
            with gone as (
              delete from member_metric where tenant_id = $1 and member_id = $4
              returning restricted, objects
            ), kept as (
              update member_metric m set restricted = m.restricted or gone.restricted, objects = m.objects or gone.objects
              from gone where m.tenant_id = $1 and m.member_id = $3
            )
            insert into member_merge (tenant_id, id, into_id, from_id, cause, restricted, objects, created_at)
            select $1, $2::uuid, $3, $4, $5::text, restricted, objects, $6::timestamptz from gone
            returning *
            """;

    private static final String UNDO = """
            with undone as (
              update member_merge set undone_at = $3 where tenant_id = $1 and id = $2 returning *
            ), metrics as (
              insert into member_metric (tenant_id, member_id, restricted, objects)
              select $1, from_id, restricted, objects from undone
            )
            select * from undone
            """;
    private static final String FIND = "select * from member_merge where tenant_id = $1 and id = $2";
    private static final String LIST = """
            select * from member_merge where tenant_id = $1 and id < $2 order by id desc limit $3
            """;
    private static final String BETWEEN = """
            select * from member_merge
            where tenant_id = $1 and undone_at is null and (from_id = any($2::uuid[])) <> (into_id = any($2::uuid[]))
            order by id
            """;
    private static final String STANDING = """
            select into_id, from_id from member_merge
            where tenant_id = $1 and undone_at is null and from_id = any(array(
              select id from member
              where tenant_id = $1
                and merged_into = (select coalesce(merged_into, id) from member where tenant_id = $1 and id = $2)))
            order by created_at, id
            """;

    /** Who each of the members is now; an id that the tenant does not have is not there. */
    Uni<Map<UUID, UUID>> findLiving(Tx tx, UUID... ids) {
        Map<UUID, UUID> living = new HashMap<>();
        return tx.list(LIVING, row -> living.put(row.getUUID("id"), row.getUUID("living")), (Object) ids)
                .replaceWith(living);
    }

    /** How many are merged into any of the members. */
    Uni<Integer> count(Tx tx, UUID... into) {
        return tx.first(COUNT, row -> row.getInteger(0), (Object) into);
    }

    /** Nobody else changes them before this transaction ends. */
    Uni<Map<UUID, MergingMember>> lock(Tx tx, Collection<UUID> ids, TenantKeys keys) {
        Map<UUID, MergingMember> members = new HashMap<>();
        return tx.list(LOCK, row -> members.put(row.getUUID("id"), member(row, keys)), (Object)
                        ids.toArray(UUID[]::new))
                .replaceWith(members);
    }

    /** @param alone whether nobody is merged into the member any more */
    Uni<Integer> save(Tx tx, MergingMember member, boolean alone) {
        Map<String, Object> values = member.values();
        List<String> attributes = member.changed().stream()
                .filter(field -> field.startsWith(MergingMember.ATTRIBUTE))
                .toList();
        JsonObject taken = new JsonObject();
        attributes.stream()
                .filter(values::containsKey)
                .forEach(field ->
                        taken.put(key(field), StoredAttributes.seal(key(field), values.get(field), member.key())));
        JsonObject filled = new JsonObject();
        member.filled().forEach((field, from) -> filled.put(field, from.toString()));
        return tx.update(
                SAVE,
                member.id(),
                seal(member.key(), MemberRow.NAME, values.get("name")),
                values.get("gender"),
                values.get("birthday"),
                seal(member.key(), MemberRow.EMAIL, values.get("email")),
                values.get("city"),
                attributes.stream().map(MergeRepository::key).toArray(String[]::new),
                taken,
                provenance(member),
                alone ? null : filled,
                now());
    }

    /** The member's id, and those of all merged into it, stand for another from now on. */
    Uni<Integer> point(Tx tx, UUID from, UUID into) {
        return tx.update(POINT, from, into);
    }

    /** The member stands for itself again, and for all below it. */
    Uni<Integer> pointBack(Tx tx, UUID member, UUID[] below) {
        return tx.update(POINT_BACK, member, below);
    }

    /** Writes a merge down. The merged member has no metrics from now on. */
    Uni<MergeView> record(Tx tx, UUID into, UUID from, MergeCause cause) {
        return tx.first(RECORD, MergeRepository::read, Ids.next(), into, from, cause.key(), now());
    }

    /** The merge stands no longer, and the member has metrics again, as of one without orders. */
    Uni<MergeView> undo(Tx tx, UUID id) {
        return tx.first(UNDO, MergeRepository::read, id, now());
    }

    /** Null when the tenant has no such merge. */
    Uni<MergeView> find(Tx tx, UUID id) {
        return tx.first(FIND, MergeRepository::read, id);
    }

    /** The newest first. */
    Uni<List<MergeView>> list(Tx tx, UUID before, int limit) {
        return tx.list(LIST, MergeRepository::read, before, limit);
    }

    /** Those that stand between one of the members and one who is none of them. */
    Uni<List<MergeView>> listBetween(Tx tx, Collection<UUID> members) {
        return tx.list(BETWEEN, MergeRepository::read, (Object) members.toArray(UUID[]::new));
    }

    /** All merges that make the member what it is now, and those that it is a part of. */
    Uni<MergeTree> tree(Tx tx, UUID member) {
        return tx.list(STANDING, row -> new MergeTree.Edge(row.getUUID("from_id"), row.getUUID("into_id")), member)
                .map(MergeTree::new);
    }

    private static MergingMember member(Row row, TenantKeys keys) {
        UUID id = row.getUUID("id");
        MemberKey key = keys.memberKey(id, row.getBuffer("data_key").getBytes());
        Map<String, Object> values = new HashMap<>();
        values.put("name", open(key, MemberRow.NAME, row.getBuffer("name")));
        values.put("gender", row.getString("gender"));
        values.put("birthday", row.getValue("birthday"));
        values.put("email", open(key, MemberRow.EMAIL, row.getBuffer("email")));
        values.put("city", row.getString("city"));
        row.getJsonObject("attributes")
                .forEach(attribute -> values.put(
                        MergingMember.ATTRIBUTE + attribute.getKey(),
                        StoredAttributes.open(attribute.getKey(), attribute.getValue(), key)));
        values.values().removeIf(value -> value == null);
        Map<String, UUID> filled = new HashMap<>();
        if (row.getJsonObject("filled") != null) {
            row.getJsonObject("filled")
                    .forEach(from -> filled.put(from.getKey(), UUID.fromString((String) from.getValue())));
        }
        return new MergingMember(id, key, values, stamps(row.getJsonObject("provenance")), filled);
    }

    private static String key(String field) {
        return field.substring(MergingMember.ATTRIBUTE.length());
    }

    /** The stamps by field, from the keys by stamp. */
    private static Map<String, String> stamps(JsonObject provenance) {
        Map<String, String> stamps = new HashMap<>();
        if (provenance != null) {
            provenance.forEach(written -> ((JsonArray) written.getValue())
                    .forEach(key -> stamps.put(MergingMember.ATTRIBUTE + key, written.getKey())));
        }
        return stamps;
    }

    /** And back. */
    private static JsonObject provenance(MergingMember member) {
        JsonObject provenance = new JsonObject();
        member.stamps().forEach((field, stamp) -> {
            if (!provenance.containsKey(stamp)) {
                provenance.put(stamp, new JsonArray());
            }
            provenance.getJsonArray(stamp).add(key(field));
        });
        return provenance;
    }

    private static String open(MemberKey key, String place, Buffer sealed) {
        return sealed == null ? null : key.open(place, sealed.getBytes());
    }

    private static Buffer seal(MemberKey key, String place, Object clear) {
        return clear == null ? null : Buffer.buffer(key.seal(place, (String) clear));
    }

    private static OffsetDateTime now() {
        return Instant.now().atOffset(ZoneOffset.UTC);
    }

    private static MergeView read(Row row) {
        OffsetDateTime undoneAt = row.getOffsetDateTime("undone_at");
        return new MergeView(
                row.getUUID("id"),
                row.getUUID("into_id"),
                row.getUUID("from_id"),
                MergeCause.stored(row.getString("cause")),
                row.getOffsetDateTime("created_at").toInstant(),
                undoneAt == null ? null : undoneAt.toInstant());
    }
}
