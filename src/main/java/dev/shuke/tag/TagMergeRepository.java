package dev.shuke.tag;

import dev.shuke.member.MergePart;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Tags follow their members into a merge and out of it, and which of several counts is settled anew. */
@ApplicationScoped
class TagMergeRepository implements MergePart {
    private static final String MOVE = """
            update member_tag set member_id = $3 where tenant_id = $1 and member_id = $2
            """;
    private static final String GIVE_BACK = """
            update member_tag set member_id = $3
            where tenant_id = $1 and member_id = $2 and origin_member_id = any($4::uuid[])
            """;

    private final OutrankedRepository outranked;

    TagMergeRepository(OutrankedRepository outranked) {
        this.outranked = outranked;
    }

    /** Nothing: whoever gives a tag has locked its member. */
    @Override
    public Uni<Void> hold(Tx tx) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> move(Tx tx, UUID from, UUID into) {
        return tx.update(MOVE, from, into).chain(() -> outranked.settle(tx, null, into));
    }

    @Override
    public Uni<Void> giveBack(Tx tx, UUID holder, UUID to, UUID[] origins) {
        return tx.update(GIVE_BACK, holder, to, origins).chain(() -> outranked.settle(tx, null, holder, to));
    }
}
