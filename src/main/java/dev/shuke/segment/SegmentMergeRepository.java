package dev.shuke.segment;

import dev.shuke.member.MergePart;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Whoever others are merged into is in the frozen segments that they are in. Their rows stay theirs, and unseen, for a
 * merged member has no metrics; the survivor's are made anew from them at each merge and each undoing. Comes before the
 * other parts: a merge may have to wait while a large segment is frozen, and meanwhile nobody is to wait for the merge.
 */
@ApplicationScoped
@Priority(SegmentMergeRepository.BEFORE_OTHERS)
class SegmentMergeRepository implements MergePart {
    static final int BEFORE_OTHERS = 1;

    private static final String LOCK = """
            select pg_advisory_xact_lock(hashtextextended('segment ' || $1::uuid, 0))
            """;
    private static final String LOCK_SHARED = """
            select pg_advisory_xact_lock_shared(hashtextextended('segment ' || $1::uuid, 0))
            """;
    private static final String DISINHERIT = """
            delete from segment_member where tenant_id = $1 and member_id = any($2::uuid[]) and inherited
            """;
    private static final String INHERIT = """
            insert into segment_member (tenant_id, segment_id, version, member_id, inherited)
            select distinct $1::uuid, s.segment_id, s.version, m.merged_into, true
            from member m
            join segment_member s on s.tenant_id = $1 and s.member_id = m.id and not s.inherited
            where m.tenant_id = $1 and m.merged_into = any($2::uuid[])
            on conflict do nothing
            """;

    private final Touches touches;

    SegmentMergeRepository(Touches touches) {
        this.touches = touches;
    }

    /** For who freezes: no merge, undoing or erasure of whom the rule finds until the transaction ends. */
    Uni<Void> holdShared(Tx tx) {
        return tx.list(LOCK_SHARED, row -> true).replaceWithVoid();
    }

    @Override
    public Uni<Void> hold(Tx tx) {
        return tx.list(LOCK, row -> true).replaceWithVoid();
    }

    @Override
    public Uni<Void> move(Tx tx, UUID from, UUID into) {
        return touches.note(tx, Touches.ANYTHING, List.of(from, into)).chain(() -> inherit(tx, into));
    }

    @Override
    public Uni<Void> giveBack(Tx tx, UUID holder, UUID to, UUID[] origins) {
        return touches.note(tx, Touches.ANYTHING, Set.of(holder, to)).chain(() -> inherit(tx, holder, to));
    }

    private Uni<Void> inherit(Tx tx, UUID... survivors) {
        return tx.update(DISINHERIT, (Object) survivors)
                .chain(() -> tx.update(INHERIT, (Object) survivors))
                .replaceWithVoid();
    }
}
