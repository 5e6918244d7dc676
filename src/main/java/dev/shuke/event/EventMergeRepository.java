package dev.shuke.event;

import dev.shuke.member.MergePart;
import dev.shuke.metric.MetricService;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Events follow their members into a merge and out of it, and the numbers of both are counted anew. */
@ApplicationScoped
class EventMergeRepository implements MergePart {
    private static final String MOVE = """
            update event set member_id = $3, origin_member_id = coalesce(origin_member_id, member_id)
            where tenant_id = $1 and member_id = $2
            """;
    private static final String GIVE_BACK = """
            update event set member_id = $3, origin_member_id = nullif(origin_member_id, $3)
            where tenant_id = $1 and member_id = $2 and origin_member_id = any($4::uuid[])
            """;

    private final CorrectionRepository corrections;
    private final MetricService metrics;

    EventMergeRepository(CorrectionRepository corrections, MetricService metrics) {
        this.corrections = corrections;
        this.metrics = metrics;
    }

    /** As for a correction: whoever takes events in has looked up their members behind the lock. */
    @Override
    public Uni<Void> hold(Tx tx) {
        return corrections.lock(tx, true).chain(() -> metrics.hold(tx));
    }

    @Override
    public Uni<Void> move(Tx tx, UUID from, UUID into) {
        return tx.update(MOVE, from, into).chain(moved -> metrics.recount(tx, into));
    }

    @Override
    public Uni<Void> giveBack(Tx tx, UUID holder, UUID to, UUID[] origins) {
        return tx.update(GIVE_BACK, holder, to, origins).chain(moved -> metrics.recount(tx, holder, to));
    }
}
