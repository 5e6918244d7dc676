package dev.shuke.tag;

import dev.shuke.attribute.AttributeConstraints;
import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

/** The definitions of tags. */
@ApplicationScoped
class TagRepository {
    private static final String CREATE = """
            insert into tag (tenant_id, key, name_zh, name_en, kind, is_group, exclusive, parent, value_type, pattern, min,
              max, choices, sensitivity, owner_role, expiry_days, created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17)
            on conflict do nothing
            returning (select count(*) from tag where tenant_id = $1) as others
            """;
    private static final String FIND = """
            select * from tag where tenant_id = $1 and key = $2
            """;
    private static final String ASSIGNABLE = """
            select t.*, coalesce(
              (select key from tag where tenant_id = $1 and key = t.parent and exclusive), t.key) as slot
            from tag t where t.tenant_id = $1 and t.key = any($2::text[])
            """;
    private static final String FIND_FOR_UPDATE = FIND + "for update";
    /** Who puts a tag into a group must find it not retired when he commits. */
    private static final String FIND_FOR_SHARE = FIND + "for share";

    private static final String LIST = """
            select * from tag where tenant_id = $1 order by kind, coalesce(parent, key), not is_group, key
            """;
    private static final String LIST_OF = """
            select * from tag where tenant_id = $1 and key = any($2::text[])
            """;
    private static final String UPDATE = """
            update tag set name_zh = $3, name_en = $4, pattern = $5, min = $6, max = $7, choices = $8, owner_role = $9,
              expiry_days = $10, retired = $11, updated_at = $12, sensitivity = $13
            where tenant_id = $1 and key = $2
            """;

    /** How many the tenant had before; null when it has one of this key. */
    Uni<Long> create(Tx tx, TagView made) {
        AttributeConstraints must = AttributeConstraints.of(made.constraints());
        return tx.first(
                CREATE,
                row -> row.getLong("others"),
                made.key(),
                made.name().zh(),
                made.name().en(),
                made.kind().key(),
                made.group(),
                made.exclusive(),
                made.parent(),
                made.valueType() == null ? null : made.valueType().key(),
                must.pattern(),
                must.min(),
                must.max(),
                choices(must),
                made.sensitivity().key(),
                role(made),
                made.expiryDays(),
                utc(made.createdAt()));
    }

    /** Null when there is none. */
    Uni<TagView> find(Tx tx, String key) {
        return tx.first(FIND, TagRepository::read, key);
    }

    /** Likewise. */
    Uni<Assignable> findAssignable(Tx tx, String key) {
        return listAssignable(tx, List.of(key)).map(found -> found.isEmpty() ? null : found.getFirst());
    }

    /** Those of these keys that are defined. */
    Uni<List<Assignable>> listAssignable(Tx tx, Collection<String> keys) {
        return tx.list(ASSIGNABLE, row -> new Assignable(read(row), row.getString("slot")), (Object)
                keys.toArray(String[]::new));
    }

    /** As {@link #find}; nobody else changes it before this transaction ends. */
    Uni<TagView> findForUpdate(Tx tx, String key) {
        return tx.first(FIND_FOR_UPDATE, TagRepository::read, key);
    }

    /** As {@link #find}; nobody changes it before this transaction ends. */
    Uni<TagView> findForShare(Tx tx, String key) {
        return tx.first(FIND_FOR_SHARE, TagRepository::read, key);
    }

    Uni<List<TagView>> list(Tx tx) {
        return tx.list(LIST, TagRepository::read);
    }

    /** Those of these keys that are defined. */
    Uni<List<TagView>> list(Tx tx, Collection<String> keys) {
        return tx.list(LIST_OF, TagRepository::read, (Object) keys.toArray(String[]::new));
    }

    Uni<Integer> update(Tx tx, TagView changed) {
        AttributeConstraints must = AttributeConstraints.of(changed.constraints());
        return tx.update(
                UPDATE,
                changed.key(),
                changed.name().zh(),
                changed.name().en(),
                must.pattern(),
                must.min(),
                must.max(),
                choices(must),
                role(changed),
                changed.expiryDays(),
                changed.retired(),
                utc(changed.updatedAt()),
                changed.sensitivity().key());
    }

    private static String[] choices(AttributeConstraints must) {
        return must.values() == null ? null : must.values().toArray(String[]::new);
    }

    private static String role(TagView tag) {
        return tag.ownerRole() == null ? null : tag.ownerRole().key();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static TagView read(Row row) {
        String[] choices = row.getArrayOfStrings("choices");
        AttributeConstraints must = new AttributeConstraints(
                row.getString("pattern"),
                row.getDouble("min"),
                row.getDouble("max"),
                choices == null ? null : List.of(choices));
        String valueType = row.getString("value_type");
        String role = row.getString("owner_role");
        return new TagView(
                row.getString("key"),
                new Bilingual(row.getString("name_zh"), row.getString("name_en")),
                TagKind.named(row.getString("kind")),
                row.getBoolean("is_group"),
                row.getBoolean("exclusive"),
                row.getString("parent"),
                valueType == null ? null : TagValueType.named(valueType),
                must.equals(AttributeConstraints.NONE) ? null : must,
                FieldGroup.named(row.getString("sensitivity")).orElseThrow(),
                role == null ? null : StaffRole.named(role).orElseThrow(),
                row.getInteger("expiry_days"),
                row.getBoolean("retired"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
