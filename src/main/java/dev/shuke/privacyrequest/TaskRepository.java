package dev.shuke.privacyrequest;

import dev.shuke.platform.audit.Reason;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.privacyrequest.PrivacyRequestView.Task;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** What stores are to do about a request. */
@ApplicationScoped
class TaskRepository {
    private static final String INSERT = """
            insert into privacy_task (tenant_id, request_id, store)
            select distinct $1::uuid, $2::uuid, e.store from event e
            where e.tenant_id = $1 and e.member_id = any($3::uuid[]) and e.store is not null
            on conflict do nothing
            """;
    private static final String LIST = """
            select * from privacy_task where tenant_id = $1 and request_id = $2 order by store
            """;
    private static final String LIST_OPEN = """
            select q.id, q.type, q.member_id, q.due_at, array_agg(t.store order by t.store) as stores
            from privacy_task t join privacy_request q on q.tenant_id = $1 and q.id = t.request_id
            where t.tenant_id = $1 and t.confirmed_at is null and ($2::text[] is null or t.store = any($2::text[]))
              and q.id > $3 and q.ended_at is null
            group by q.tenant_id, q.id order by q.id limit $4
            """;
    private static final String CONFIRM = """
            update privacy_task set confirmed_by = $4, confirmed_at = $5, evidence = $6
            where tenant_id = $1 and request_id = $2 and store = $3 and confirmed_at is null
            """;

    /** One for each store at which something of the person has happened. */
    Uni<Integer> insert(Tx tx, UUID request, List<UUID> person) {
        return tx.update(INSERT, request, person.toArray(UUID[]::new));
    }

    Uni<List<Task>> list(Tx tx, UUID request) {
        return tx.list(
                LIST,
                row -> new Task(
                        row.getString("store"),
                        PrivacyRequestRepository.step(row, "confirmed"),
                        PrivacyRequestRepository.reason(row, "evidence")),
                request);
    }

    /**
     * The open ones, by request.
     *
     * @param stores whose; null: of all
     */
    Uni<List<StoreTaskView>> listOpen(Tx tx, List<String> stores, UUID after, int limit) {
        return tx.list(
                LIST_OPEN,
                row -> new StoreTaskView(
                        row.getUUID("id"),
                        PrivacyRequestType.stored(row.getString("type")),
                        row.getUUID("member_id"),
                        row.getOffsetDateTime("due_at").toInstant(),
                        List.of(row.getArrayOfStrings("stores"))),
                stores == null ? null : stores.toArray(String[]::new),
                after,
                limit);
    }

    /** 0 when the store has none that is open. */
    Uni<Integer> confirm(Tx tx, UUID request, String store, Reason evidence) {
        return tx.update(
                CONFIRM,
                request,
                store,
                tx.call().caller().subject(),
                Instant.now().atOffset(ZoneOffset.UTC),
                evidence == null ? null : evidence.text());
    }
}
