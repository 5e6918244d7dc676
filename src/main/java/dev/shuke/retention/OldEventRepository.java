package dev.shuke.retention;

import dev.shuke.member.AnonymousEventService;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.retention.RetentionPolicy.Rule;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Events that are over age. */
@ApplicationScoped
class OldEventRepository {
    /** How many are taken at once. */
    static final int CHUNK = 1_000;

    /** An event, and whose it was. */
    record Old(UUID id, UUID memberId) {}

    /** As {@code event.EventMergeRepository} has it: nobody writes events, merges or erases meanwhile. */
    private static final String HOLD = "select pg_advisory_xact_lock(hashtextextended('event ' || $1::uuid, 0))";
    /** Not of those whom a legal hold protects, and not those that are nobody's already. */
    private static final String OLD = """
            from event e
            where e.tenant_id = $1 and e.type = $2 and e.occurred_at < $3 and e.superseded_by is %s null
              and e.member_id <> $4 and not exists (
                select from legal_hold h where h.tenant_id = $1 and h.lifted_at is null
                  and (h.member_id is null or h.member_id = e.member_id))
            """;

    private static final String COUNT = "select (select count(*) " + OLD.formatted("") + ") + (select count(*) "
            + OLD.formatted("not") + ") as events";
    private static final String NEXT = "(select e.id, e.member_id " + OLD.formatted("") + " limit $5) union all "
            + "(select e.id, e.member_id " + OLD.formatted("not") + " limit $5)";
    private static final String DELETE_ITEMS =
            "delete from event_item where tenant_id = $1 and event_id = any($2::uuid[])";
    private static final String DELETE = "delete from event where tenant_id = $1 and id = any($2::uuid[])";
    /** Nobody has no key and nothing in it, like one who was erased. */
    private static final String NOBODY = """
            insert into member (tenant_id, id, data_key, attributes, version, created_at, updated_at, erased_at)
            values ($1, $2, '', '{}', 1, $3, $3, $3)
            on conflict do nothing
            """;

    private static final String ANONYMISE = """
            update event set member_id = $3, origin_member_id = null
            where tenant_id = $1 and id = any($2::uuid[])
            """;

    private final AnonymousEventService anonymous;

    OldEventRepository(AnonymousEventService anonymous) {
        this.anonymous = anonymous;
    }

    Uni<Void> hold(Tx tx) {
        return tx.first(HOLD, row -> true).replaceWithVoid();
    }

    Uni<Long> count(Tx tx, Rule rule, Instant asOf) {
        return tx.first(COUNT, row -> row.getLong("events"), rule.eventType(), before(rule, asOf), nobody(tx));
    }

    /** Some of them; none when there are no more. */
    Uni<List<Old>> next(Tx tx, Rule rule, Instant asOf) {
        return tx.list(
                NEXT,
                row -> new Old(row.getUUID("id"), row.getUUID("member_id")),
                rule.eventType(),
                before(rule, asOf),
                nobody(tx),
                CHUNK);
    }

    Uni<Void> take(Tx tx, RetentionAction action, UUID[] events) {
        return switch (action) {
            case DELETE ->
                tx.update(DELETE_ITEMS, (Object) events)
                        .chain(() -> tx.update(DELETE, (Object) events))
                        .replaceWithVoid();
            case ANONYMISE ->
                tx.update(NOBODY, nobody(tx), OffsetDateTime.now(ZoneOffset.UTC))
                        .chain(() -> tx.update(ANONYMISE, events, nobody(tx)))
                        .chain(() -> anonymous.anonymise(tx, events));
        };
    }

    private static OffsetDateTime before(Rule rule, Instant asOf) {
        return asOf.atOffset(ZoneOffset.UTC).minusDays(rule.days());
    }

    private static UUID nobody(Tx tx) {
        return UUID.nameUUIDFromBytes(("nobody|" + tx.tenantId()).getBytes(StandardCharsets.UTF_8));
    }
}
