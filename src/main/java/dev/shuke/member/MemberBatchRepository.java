package dev.shuke.member;

import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Raced;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Many members at once. */
@ApplicationScoped
class MemberBatchRepository {
    private static final String FIND = """
            select id, data_key, array(select jsonb_object_keys(attributes)) as keys, provenance
            from unnest($2::uuid[]) k(id)
            cross join lateral (
              select data_key, attributes, provenance from member
              where tenant_id = $1 and id = k.id and erased_at is null limit 1
            ) m
            """;

    private static final String LOCK = """
            select id from member
            where tenant_id = $1 and id = any($2::uuid[]) and merged_into is null and erased_at is null
            order by id for no key update
            """;

    /** As if the rows had come one by one: the version counts each of them. */
    private static final String UPDATE =
            """
            update member m set
              name = coalesce(s.name, m.name),
              gender = coalesce(s.gender, m.gender),
              birthday = coalesce(s.birthday, m.birthday),
              email = coalesce(s.email, m.email),
              city = coalesce(s.city, m.city),
              %s,
              filled = case when m.filled is not null then m.filled - array_remove(array[
                case when s.name is not null then 'name' end, case when s.gender is not null then 'gender' end,
                case when s.birthday is not null then 'birthday' end, case when s.email is not null then 'email' end,
                case when s.city is not null then 'city' end], null) end,
              version = m.version + s.rows,
              updated_at = greatest(m.updated_at, $12)
            from unnest($2::uuid[], $3::bytea[], $4::text[], $5::date[], $6::bytea[], $7::text[], $8::jsonb[], $9::jsonb[],
              $10::jsonb[],
              $11::int[])
              s(id, name, gender, birthday, email, city, attributes, provenance, made, rows)
            where m.tenant_id = $1 and m.id = any($2::uuid[]) and m.id = s.id
            returning (select count(*)::int from jsonb_object_keys(m.attributes)) as attributes
            """.formatted(MemberRepository.merge("m", "s.attributes", "s.provenance", "s.made"));

    private static final String UPDATE_ATTRIBUTES =
            """
            update member m set
              %s,
              version = m.version + 1,
              updated_at = greatest(m.updated_at, $5)
            where m.tenant_id = $1 and m.id = any($2::uuid[]) and m.merged_into is null and m.erased_at is null
            """.formatted(MemberRepository.merge("m", "$3::jsonb", "$4::jsonb", "null::jsonb"));

    private final Touches touches;

    MemberBatchRepository(Touches touches) {
        this.touches = touches;
    }

    /** Any of them may have been erased since it was looked up: then the next look finds nobody. */
    Uni<List<MemberChange>> find(Tx tx, Collection<UUID> ids, TenantKeys keys) {
        UUID[] members = ids.stream().distinct().toArray(UUID[]::new);
        return members.length == 0
                ? Uni.createFrom().item(List.of())
                : tx.list(FIND, row -> change(row, keys), (Object) members)
                        .invoke(found -> requireAll(found, members.length));
    }

    private static MemberChange change(Row row, TenantKeys keys) {
        UUID id = row.getUUID("id");
        return MemberChange.of(
                id,
                keys.memberKey(id, row.getBuffer("data_key").getBytes()),
                new HeldAttributes(Set.of(row.getArrayOfStrings("keys")), row.getJsonObject("provenance")));
    }

    private static void requireAll(List<?> found, int wanted) {
        if (found.size() < wanted) {
            throw new Raced();
        }
    }

    /**
     * In the order of their ids, so that two batches wait for each other and never deadlock. Any of them may have been
     * merged or erased since it was looked up: then the next look finds who it is now.
     */
    Uni<List<UUID>> lock(Tx tx, List<MemberChange> changes) {
        return lock(tx, ids(changes)).invoke(locked -> requireAll(locked, changes.size()));
    }

    /** Likewise, those that are there still. */
    Uni<List<UUID>> lock(Tx tx, UUID[] members) {
        return tx.list(LOCK, row -> row.getUUID("id"), (Object) members);
    }

    /** Writes them and returns how many attributes each member has now. */
    Uni<List<Integer>> update(Tx tx, List<MemberChange> changes) {
        Uni<List<Integer>> written = tx.list(
                UPDATE,
                row -> row.getInteger("attributes"),
                ids(changes),
                sealed(changes, MemberRow.NAME, MemberBatchRepository::name),
                texts(changes, MemberBatchRepository::gender),
                birthdays(changes),
                sealed(changes, MemberRow.EMAIL, MemberBatchRepository::email),
                texts(changes, Profile::city),
                attributes(changes, AttributeChange::values),
                attributes(changes, AttributeChange::from),
                changes.stream()
                        .map(change -> change.isNew() ? change.attributes().made() : null)
                        .toArray(JsonObject[]::new),
                changes.stream().map(MemberChange::rows).toArray(Integer[]::new),
                Instant.now().atOffset(ZoneOffset.UTC));
        return written.call(() -> touches.note(tx, Touches.MEMBER, List.of(ids(changes))));
    }

    /** Changes the attributes of each of the members alike. */
    Uni<Integer> update(Tx tx, UUID[] members, AttributeChange change) {
        Uni<Integer> written = tx.update(
                UPDATE_ATTRIBUTES,
                members,
                change.values(),
                change.from(),
                Instant.now().atOffset(ZoneOffset.UTC));
        return written.call(() -> touches.note(tx, Touches.MEMBER, List.of(members)));
    }

    private static JsonObject[] attributes(List<MemberChange> changes, Function<AttributeChange, JsonObject> part) {
        return changes.stream().map(change -> part.apply(change.attributes())).toArray(JsonObject[]::new);
    }

    private static String name(Profile profile) {
        return profile.name() == null ? null : profile.name().clear();
    }

    private static String email(Profile profile) {
        return profile.email() == null ? null : profile.email().clear();
    }

    private static String gender(Profile profile) {
        return profile.gender() == null ? null : profile.gender().key();
    }

    private static LocalDate[] birthdays(List<MemberChange> changes) {
        return changes.stream()
                .map(change -> change.profile().birthday())
                .map(birthday -> birthday == null ? null : birthday.clear())
                .toArray(LocalDate[]::new);
    }

    private static UUID[] ids(List<MemberChange> changes) {
        return changes.stream().map(MemberChange::id).toArray(UUID[]::new);
    }

    private static String[] texts(List<MemberChange> changes, Function<Profile, String> text) {
        return changes.stream().map(change -> text.apply(change.profile())).toArray(String[]::new);
    }

    private static Buffer[] sealed(List<MemberChange> changes, String place, Function<Profile, String> text) {
        return changes.stream()
                .map(change -> change.key().seal(place, text.apply(change.profile())))
                .map(bytes -> bytes == null ? null : Buffer.buffer(bytes))
                .toArray(Buffer[]::new);
    }
}
