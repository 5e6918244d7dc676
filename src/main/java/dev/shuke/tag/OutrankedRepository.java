package dev.shuke.tag;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Which of several words about one slot of a member counts: of those that have not expired the best, of equally good ones
 * the newest. A member has more than one when others were merged into it. With each is kept until when a better one counts,
 * so that rules ask no row about another.
 */
@ApplicationScoped
class OutrankedRepository {
    /** That a row {@code member_tag t} counts at the time that is filled in; it may be that the member has not the tag. */
    static final String COUNTS =
            "(t.expires_at is null or t.expires_at > %1$s) and (t.outranked_until is null or t.outranked_until <= %1$s)";

    /** Of all slots where that which is given is null. */
    private static final String SETTLE = """
            update member_tag t set outranked_until = r.until
            from (
              select member_id, slot, origin_member_id, outranked_until, max(coalesce(expires_at, 'infinity')) over (
                  partition by member_id, slot order by rank desc, written_at desc, origin_member_id desc
                  rows between unbounded preceding and 1 preceding) as until
              from member_tag
              where tenant_id = $1 and member_id = any($2::uuid[]) and ($3::text is null or slot = $3)
            ) r
            where t.tenant_id = $1 and t.member_id = r.member_id and t.slot = r.slot
              and t.origin_member_id = r.origin_member_id and r.until is distinct from r.outranked_until
            """;

    /** After rows of these members about the slot were written or taken, or of any slot when it is null. */
    Uni<Void> settle(Tx tx, String slot, UUID... members) {
        return tx.update(SETTLE, members, slot).replaceWithVoid();
    }
}
