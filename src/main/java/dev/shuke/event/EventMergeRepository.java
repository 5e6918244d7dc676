package dev.shuke.event;

import dev.shuke.member.MergePart;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Events follow their members into a merge and out of it, and the orders are counted anew. */
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

    EventMergeRepository(CorrectionRepository corrections) {
        this.corrections = corrections;
    }

    /** As for a correction: whoever takes events in has looked up their members behind the lock. */
    @Override
    public Uni<Void> hold(Tx tx) {
        return corrections.lock(tx, true);
    }

    @Override
    public Uni<Void> move(Tx tx, UUID from, UUID into) {
        return tx.update(MOVE, from, into).chain(moved -> corrections.recount(tx, into));
    }

    @Override
    public Uni<Void> giveBack(Tx tx, UUID holder, UUID to, UUID[] origins) {
        return tx.update(GIVE_BACK, holder, to, origins).chain(moved -> corrections.recount(tx, holder, to));
    }
}
