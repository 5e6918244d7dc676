package dev.shuke.member;

import dev.shuke.platform.tenancy.Tx;
import dev.shuke.tenant.ErasedEvents;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** What an erasure takes from a person. */
@ApplicationScoped
class ErasureRepository {
    private static final String LOCK_PERSON = """
            with living as (
              select coalesce(merged_into, id) as id from member where tenant_id = $1 and id = $2
            )
            select id from member
            where tenant_id = $1 and erased_at is null
              and (id = (select id from living) or merged_into = (select id from living))
            order by id for update
            """;
    private static final String SHRED = """
            update member set data_key = '', name = null, email = null, gender = null, birthday = null, city = null,
              attributes = '{}', provenance = null, filled = null, erased_at = $3, version = version + 1, updated_at = $3
            where tenant_id = $1 and id = any($2::uuid[])
            """;
    /** What else is about the person. What events say of the trade stays, under an id that leads to nobody. */
    private static final List<String> CLEARED = List.of(
            "delete from member_identity where tenant_id = $1 and member_id = any($2::uuid[])",
            "delete from member_metric where tenant_id = $1 and member_id = any($2::uuid[])",
            "delete from member_tag where tenant_id = $1 and member_id = any($2::uuid[])",
            "delete from member_tag_history where tenant_id = $1 and member_id = any($2::uuid[])",
            "delete from member_transition where tenant_id = $1 and member_id = any($2::uuid[])",
            "delete from segment_member where tenant_id = $1 and member_id = any($2::uuid[])",
            "delete from segment_change where tenant_id = $1 and member_id = any($2::uuid[])",
            "delete from experiment_exposure where tenant_id = $1 and member_id = any($2::uuid[])",
            "delete from member_merge where tenant_id = $1 and (into_id = any($2::uuid[]) or from_id = any($2::uuid[]))",
            "delete from member_duplicate where tenant_id = $1 and (one_id = any($2::uuid[]) or other_id = any($2::uuid[]))",
            "update legal_hold set reason = 'erased' where tenant_id = $1 and member_id = any($2::uuid[])",
            "update privacy_request set verification = null, evidence = null where tenant_id = $1 and member_id = any($2::uuid[])",
            "update privacy_task set evidence = null where tenant_id = $1 and request_id in"
                    + " (select id from privacy_request where tenant_id = $1 and member_id = any($2::uuid[]))",
            "delete from privacy_task where tenant_id = $1 and store not in (select code from store where tenant_id = $1)"
                    + " and request_id in (select id from privacy_request where tenant_id = $1 and member_id = any($2::uuid[]))",
            "update consent_event set method = 'erased', collection_point = null, salt = null"
                    + " where tenant_id = $1 and member_id = any($2::uuid[])",
            "update notice_served set collection_point = null where tenant_id = $1 and member_id = any($2::uuid[])");

    private final AnonymousEventRepository events;

    ErasureRepository(AnonymousEventRepository events) {
        this.events = events;
    }

    /**
     * All members that are the person; empty when there is no such member, or it is erased. Nobody else changes them
     * before this transaction ends.
     */
    Uni<List<UUID>> lockPerson(Tx tx, UUID id) {
        return tx.list(LOCK_PERSON, row -> row.getUUID(0), id);
    }

    Uni<Void> erase(Tx tx, List<UUID> person, ErasedEvents kept) {
        UUID[] ids = person.toArray(UUID[]::new);
        OffsetDateTime now = Instant.now().atOffset(ZoneOffset.UTC);
        return tx.update(SHRED, ids, now)
                .chain(() -> Multi.createFrom()
                        .iterable(CLEARED)
                        .onItem()
                        .transformToUniAndConcatenate(statement -> tx.update(statement, (Object) ids))
                        .collect()
                        .last())
                .chain(() -> kept == ErasedEvents.DELETED ? events.deleteOf(tx, ids) : events.anonymiseOf(tx, ids));
    }
}
