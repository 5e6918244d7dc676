package dev.shuke.event;

import dev.shuke.event.EventRow.Key;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Takes events that were corrected out of what counts. */
@ApplicationScoped
class CorrectionRepository {
    /**
     * A correction and the event it names may arrive at the same moment, and neither would see the other: whoever brings
     * a correction waits until nobody else writes events of the tenant. All others pass each other.
     */
    private static final String LOCK_SHARED =
            "select pg_advisory_xact_lock_shared(hashtextextended('event ' || $1::uuid, 0))";

    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('event ' || $1::uuid, 0))";

    /** One look into an index for each correction and for the event it names, whatever the planner believes. */
    private static final String SUPERSEDE = """
            with target as (
              select t.id, c.id as correction
              from unnest($2::text[], $3::text[]) k(source, source_id)
              cross join lateral (
                select id, corrects_source, corrects_source_id from event
                where tenant_id = $1 and source = k.source and source_id = k.source_id limit 1
              ) c
              cross join lateral (
                select id from event
                where tenant_id = $1 and source = c.corrects_source and source_id = c.corrects_source_id limit 1
              ) t
            )
            update event e set superseded_by = t.correction from target t
            where e.tenant_id = $1 and e.id = any(array(select id from target)) and e.id = t.id
            returning e.member_id, e.type
            """;

    /** An event that counts no more. */
    record Superseded(UUID memberId, String type) {}

    /** To be sent before anything that reads: what is read behind it is what the lock guards. */
    Uni<Void> lock(Tx tx, boolean corrections) {
        return tx.first(corrections ? LOCK : LOCK_SHARED, row -> true).replaceWithVoid();
    }

    /**
     * Marks the events that these corrections name and that are here already. One that comes later is marked when it is
     * written.
     */
    Uni<List<Superseded>> supersede(Tx tx, List<Key> corrections) {
        return tx.list(
                SUPERSEDE,
                row -> new Superseded(row.getUUID("member_id"), row.getString("type")),
                corrections.stream().map(Key::source).toArray(String[]::new),
                corrections.stream().map(Key::sourceId).toArray(String[]::new));
    }
}
