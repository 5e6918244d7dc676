package dev.shuke.member;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What a member has asked not to be done with his data, where every query about members finds it. */
@ApplicationScoped
class RestrictionRepository {
    private static final String RESTRICT = """
            update member_metric set restricted = $3 where tenant_id = $1 and member_id = $2
            """;
    private static final String OBJECT = """
            update member_metric set objects = $3 where tenant_id = $1 and member_id = $2
            """;

    Uni<Integer> restrict(Tx tx, UUID member, boolean restricted) {
        return tx.update(RESTRICT, member, restricted);
    }

    Uni<Integer> object(Tx tx, UUID member, boolean objects) {
        return tx.update(OBJECT, member, objects);
    }
}
