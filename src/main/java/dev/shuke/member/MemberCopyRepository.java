package dev.shuke.member;

import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.MemberKey;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** A person in clear, for a copy that he is given. */
@ApplicationScoped
class MemberCopyRepository {
    private static final String PERSON = """
            select p.id from member m
            join member p on p.tenant_id = $1 and coalesce(p.merged_into, p.id) = coalesce(m.merged_into, m.id)
            where m.tenant_id = $1 and m.id = $2 and p.erased_at is null order by p.id
            """;
    private static final String PROFILES = """
            select id, data_key, name, email, gender, birthday::text as birthday, city, attributes,
              created_at::text as created_at, updated_at::text as updated_at
            from member where tenant_id = $1 and id = any($2::uuid[]) order by id
            """;
    private static final String IDENTITIES = """
            select i.kind, i.sealed, i.created_at::text as created_at, m.id, m.data_key
            from member_identity i
            join member m on m.tenant_id = $1 and m.id = coalesce(i.origin_member_id, i.member_id)
            where i.tenant_id = $1 and i.member_id = any($2::uuid[]) order by i.created_at, i.kind, i.blind
            """;

    Uni<List<UUID>> person(Tx tx, UUID id) {
        return tx.list(PERSON, row -> row.getUUID(0), id);
    }

    Uni<List<JsonObject>> profiles(Tx tx, List<UUID> person, TenantKeys keys) {
        return tx.list(PROFILES, row -> profile(row, keys), (Object) person.toArray(UUID[]::new));
    }

    Uni<List<JsonObject>> identities(Tx tx, List<UUID> person, TenantKeys keys) {
        return tx.list(IDENTITIES, row -> identity(row, keys), (Object) person.toArray(UUID[]::new));
    }

    private static JsonObject profile(Row row, TenantKeys keys) {
        MemberKey key = key(row, keys);
        JsonObject attributes = new JsonObject();
        StoredAttributes.read(row.get(JsonObject.class, "attributes").getMap(), group -> true, key)
                .forEach(
                        (name, value) -> attributes.put(name, value instanceof SealedText text ? text.clear() : value));
        return new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("name", open(row, "name", MemberRow.NAME, key))
                .put("email", open(row, "email", MemberRow.EMAIL, key))
                .put("gender", row.getString("gender"))
                .put("birthday", row.getString("birthday"))
                .put("city", row.getString("city"))
                .put("attributes", attributes)
                .put("createdAt", row.getString("created_at"))
                .put("updatedAt", row.getString("updated_at"));
    }

    private static JsonObject identity(Row row, TenantKeys keys) {
        String place = MemberRow.place(IdentityKind.stored(row.getString("kind")));
        return new JsonObject()
                .put("kind", row.getString("kind"))
                .put("value", open(row, "sealed", place, key(row, keys)))
                .put("boundAt", row.getString("created_at"));
    }

    private static MemberKey key(Row row, TenantKeys keys) {
        return keys.memberKey(row.getUUID("id"), row.getBuffer("data_key").getBytes());
    }

    private static String open(Row row, String column, String place, MemberKey key) {
        Buffer sealed = row.getBuffer(column);
        return sealed == null ? null : key.open(place, sealed.getBytes());
    }
}
