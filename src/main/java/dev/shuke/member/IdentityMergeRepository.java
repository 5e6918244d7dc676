package dev.shuke.member;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Identities follow their members into a merge and out of it, sealed as they are. */
@ApplicationScoped
class IdentityMergeRepository implements MergePart {
    private static final String MOVE = """
            update member_identity set member_id = $3, origin_member_id = coalesce(origin_member_id, member_id)
            where tenant_id = $1 and member_id = $2
            """;
    private static final String GIVE_BACK = """
            update member_identity set member_id = $3, origin_member_id = nullif(origin_member_id, $3)
            where tenant_id = $1 and member_id = $2 and origin_member_id = any($4::uuid[])
            """;

    /** Nothing: whoever binds an identity goes on to change or lock its member, and finds out there. */
    @Override
    public Uni<Void> hold(Tx tx) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> move(Tx tx, UUID from, UUID into) {
        return tx.update(MOVE, from, into).replaceWithVoid();
    }

    @Override
    public Uni<Void> giveBack(Tx tx, UUID holder, UUID to, UUID[] origins) {
        return tx.update(GIVE_BACK, holder, to, origins).replaceWithVoid();
    }
}
