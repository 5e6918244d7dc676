package dev.shuke.collection;

import dev.shuke.collection.CollectionRuleRequest.Otherwise;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is taken in for which purpose, and who allows it. */
@ApplicationScoped
class CollectionRepository {
    private static final String LIST = """
            select * from collection_rule where tenant_id = $1 order by kind, key
            """;
    private static final String LIST_OF = """
            select * from collection_rule where tenant_id = $1 and kind = $2 and key = any($3::text[])
            """;
    private static final String FIND = """
            select * from collection_rule where tenant_id = $1 and kind = $2 and key = $3
            """;
    private static final String FIND_FOR_UPDATE = FIND + "for update";
    private static final String UPSERT = """
            insert into collection_rule (tenant_id, kind, key, purpose, otherwise, props, created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $7)
            on conflict (tenant_id, kind, key) do update set purpose = excluded.purpose, otherwise = excluded.otherwise,
              props = excluded.props, updated_at = excluded.updated_at
            returning *, (select count(*) from collection_rule where tenant_id = $1) as others,
              not exists (select from collection_rule where tenant_id = $1 and kind = $2 and key = $3) as created
            """;
    private static final String DELETE = """
            delete from collection_rule where tenant_id = $1 and kind = $2 and key = $3
            """;

    /** Somebody who has said nothing stands behind the members as one without an id. */
    private static final String ALLOWED = """
            select m.member_id, array_remove(array[%s], null) as purposes from (
              select member_id, restricted, consent_mask, consent_ends from member_metric
              where tenant_id = $1 and member_id = any($2::uuid[])
              union all select null, false, 0, null
            ) m
            """;

    /** @param others how many the tenant had before */
    record Written(CollectionRuleView rule, boolean created, long others) {}

    /** @param member null: one who has said nothing */
    record Allowed(UUID member, Set<Purpose> purposes) {}

    Uni<List<CollectionRuleView>> list(Tx tx) {
        return tx.list(LIST, CollectionRepository::read);
    }

    /** Those of these keys that have one. */
    Uni<List<CollectionRuleView>> list(Tx tx, Collected kind, Collection<String> keys) {
        return tx.list(LIST_OF, CollectionRepository::read, kind.key(), keys.toArray(String[]::new));
    }

    /** Null when there is none. */
    Uni<CollectionRuleView> find(Tx tx, Collected kind, String key) {
        return tx.first(FIND, CollectionRepository::read, kind.key(), key);
    }

    /** As {@link #find}; nobody else changes it before this transaction ends. */
    Uni<CollectionRuleView> findForUpdate(Tx tx, Collected kind, String key) {
        return tx.first(FIND_FOR_UPDATE, CollectionRepository::read, kind.key(), key);
    }

    Uni<Written> upsert(Tx tx, Collected kind, String key, CollectionRuleRequest rule) {
        return tx.first(
                UPSERT,
                row -> new Written(read(row), row.getBoolean("created"), row.getLong("others")),
                kind.key(),
                key,
                rule.purpose().key(),
                rule.otherwiseOrDefault().key(),
                rule.propsOrNone().toArray(String[]::new),
                Instant.now().atOffset(ZoneOffset.UTC));
    }

    /** 0 when there was none. */
    Uni<Integer> delete(Tx tx, Collected kind, String key) {
        return tx.update(DELETE, kind.key(), key);
    }

    /** By the condition that every query has: of those of the members that are there, and of one who has said nothing. */
    Uni<List<Allowed>> allowed(Tx tx, Collection<Purpose> purposes, Collection<UUID> members) {
        String each = purposes.stream()
                .map(Purpose::key)
                .sorted()
                .map(key -> "case when " + new Purpose(key).conditionOf("m", members.size() + 1) + " then '" + key
                        + "' end")
                .collect(Collectors.joining(", "));
        return tx.list(ALLOWED.formatted(each), CollectionRepository::allowed, (Object) members.toArray(UUID[]::new));
    }

    private static Allowed allowed(Row row) {
        return new Allowed(
                row.getUUID("member_id"),
                Arrays.stream(row.getArrayOfStrings("purposes"))
                        .map(Purpose::new)
                        .collect(Collectors.toSet()));
    }

    private static CollectionRuleView read(Row row) {
        return new CollectionRuleView(
                Collected.named(row.getString("kind")),
                row.getString("key"),
                new Purpose(row.getString("purpose")),
                Otherwise.stored(row.getString("otherwise")),
                List.of(row.getArrayOfStrings("props")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
