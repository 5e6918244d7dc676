package dev.shuke.attribute;

import dev.shuke.eventtype.Bilingual;
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

/** The definitions of attributes. */
@ApplicationScoped
class AttributeRepository {
    private static final String CREATE = """
            insert into attribute (tenant_id, key, name_zh, name_en, type, sensitivity, pattern, min, max, choices,
              created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
            on conflict do nothing
            returning (select count(*) from attribute where tenant_id = $1) as others
            """;
    private static final String FIND = """
            select * from attribute where tenant_id = $1 and key = $2
            """;
    private static final String FIND_FOR_UPDATE = FIND + "for update";
    private static final String LIST = """
            select * from attribute where tenant_id = $1 order by key
            """;
    private static final String LIST_OF = """
            select * from attribute where tenant_id = $1 and key = any($2::text[])
            """;
    private static final String UPDATE = """
            update attribute set name_zh = $3, name_en = $4, pattern = $5, min = $6, max = $7, choices = $8, retired = $9,
              updated_at = $10
            where tenant_id = $1 and key = $2
            """;

    /** A look at every member when none has: rare enough. */
    private static final String HAS_VALUES = """
            select exists (select from member where tenant_id = $1 and attributes ? $2)
            """;

    /** How many the tenant had before; null when it has one of this key. */
    Uni<Long> create(Tx tx, AttributeView made) {
        AttributeConstraints must = AttributeConstraints.of(made.constraints());
        return tx.first(
                CREATE,
                row -> row.getLong("others"),
                made.key(),
                made.name().zh(),
                made.name().en(),
                made.type().key(),
                made.sensitivity().key(),
                must.pattern(),
                must.min(),
                must.max(),
                choices(must),
                utc(made.createdAt()));
    }

    /** Null when there is none. */
    Uni<AttributeView> find(Tx tx, String key) {
        return tx.first(FIND, AttributeRepository::read, key);
    }

    /** As {@link #find}; nobody else changes it before this transaction ends. */
    Uni<AttributeView> findForUpdate(Tx tx, String key) {
        return tx.first(FIND_FOR_UPDATE, AttributeRepository::read, key);
    }

    Uni<List<AttributeView>> list(Tx tx) {
        return tx.list(LIST, AttributeRepository::read);
    }

    /** Those of these keys that are defined. */
    Uni<List<AttributeView>> list(Tx tx, Collection<String> keys) {
        return tx.list(LIST_OF, AttributeRepository::read, (Object) keys.toArray(String[]::new));
    }

    /** Whether a member has a value under the key that nobody has defined. */
    Uni<Boolean> hasValues(Tx tx, String key) {
        return tx.first(HAS_VALUES, row -> row.getBoolean(0), key);
    }

    Uni<Integer> update(Tx tx, AttributeView changed) {
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
                changed.retired(),
                utc(changed.updatedAt()));
    }

    private static String[] choices(AttributeConstraints must) {
        return must.values() == null ? null : must.values().toArray(String[]::new);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static AttributeView read(Row row) {
        String[] choices = row.getArrayOfStrings("choices");
        AttributeConstraints must = new AttributeConstraints(
                row.getString("pattern"),
                row.getDouble("min"),
                row.getDouble("max"),
                choices == null ? null : List.of(choices));
        return new AttributeView(
                row.getString("key"),
                new Bilingual(row.getString("name_zh"), row.getString("name_en")),
                AttributeType.named(row.getString("type")),
                FieldGroup.named(row.getString("sensitivity")).orElseThrow(),
                must.equals(AttributeConstraints.NONE) ? null : must,
                row.getBoolean("retired"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
