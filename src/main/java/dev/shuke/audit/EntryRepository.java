package dev.shuke.audit;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** The entries of the audit log; {@code platform.audit} writes them. */
@ApplicationScoped
class EntryRepository {
    private static final String BY_IDS = """
            select * from audit_entry where tenant_id = $1 and id = any($2::uuid[]) order by id
            """;

    /** Ids are in the order of writing, and an entry is about a moment shortly before; so the times bound the ids. */
    private static final String FILTERED = """
            select * from audit_entry
            where tenant_id = $1 and id > $2 and id < $3 and at >= $4 and at < $5
              and ($6::text is null or actor = $6) and ($7::text is null or action = $7)
              and ($8::text is null or about_id = $8)
            """;

    private static final String NEWEST_FIRST = FILTERED + "order by id desc limit $9";
    private static final String OLDEST_FIRST = FILTERED + "order by id limit $9";

    private static final String OUTSIDE_CHAIN = """
            with outside as (
              select id from audit_entry where tenant_id = $1
              except select unnest(entries) from audit_seal where tenant_id = $1
            ), told as (
              select o.id, exists (select from audit_unsealed u where u.tenant_id = $1 and u.id = o.id) as waits
              from outside o
            )
            select count(*) filter (where waits) as waiting, (select min(at) from audit_entry e join told t on t.id = e.id
                where e.tenant_id = $1 and t.waits) as since,
              array(select id from told where not waits order by id limit 100) as added
            from told
            """;

    /**
     * Entries that stand in no seal.
     *
     * @param waiting how many will
     * @param since when the oldest of these was written; null when there is none
     * @param added those that nobody entered in the way of the house
     */
    record OutsideChain(long waiting, Instant since, List<UUID> added) {}

    /** Those of the named that are there. */
    Uni<List<StoredEntry>> list(Tx tx, List<UUID> ids) {
        return tx.list(BY_IDS, EntryRepository::read, (Object) ids.toArray(UUID[]::new));
    }

    Uni<List<StoredEntry>> newestFirst(Tx tx, AuditFilter filter, UUID before, int limit) {
        return tx.list(
                NEWEST_FIRST, EntryRepository::read, arguments(filter, filter.lowestId(), min(before, filter), limit));
    }

    Uni<List<StoredEntry>> oldestFirst(Tx tx, AuditFilter filter, UUID after, int limit) {
        return tx.list(
                OLDEST_FIRST, EntryRepository::read, arguments(filter, max(after, filter), filter.highestId(), limit));
    }

    Uni<OutsideChain> outsideChain(Tx tx) {
        return tx.first(OUTSIDE_CHAIN, row -> {
            OffsetDateTime since = row.getOffsetDateTime("since");
            return new OutsideChain(
                    row.getLong("waiting"),
                    since == null ? null : since.toInstant(),
                    List.of(row.getArrayOfUUIDs("added")));
        });
    }

    private static UUID min(UUID before, AuditFilter filter) {
        return order(before, filter.highestId()) < 0 ? before : filter.highestId();
    }

    private static UUID max(UUID after, AuditFilter filter) {
        return order(after, filter.lowestId()) > 0 ? after : filter.lowestId();
    }

    /** As PostgreSQL does it; {@link UUID#compareTo} has signs. */
    private static int order(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    private static Object[] arguments(AuditFilter filter, UUID after, UUID before, int limit) {
        return new Object[] {
            after,
            before,
            filter.from().atOffset(ZoneOffset.UTC),
            filter.to().atOffset(ZoneOffset.UTC),
            filter.actor(),
            filter.action(),
            filter.about(),
            limit
        };
    }

    private static StoredEntry read(Row row) {
        return new StoredEntry(
                row.getUUID("id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("action"),
                row.getInteger("times"),
                row.getString("actor"),
                row.getString("actor_kind"),
                List.of(row.getArrayOfStrings("actor_roles")),
                row.getString("about_kind"),
                row.getString("about_id"),
                row.getString("purpose"),
                row.getString("reason"),
                List.of(row.getArrayOfStrings("fields")),
                row.getString("request_id"));
    }
}
