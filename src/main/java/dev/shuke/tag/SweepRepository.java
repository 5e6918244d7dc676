package dev.shuke.tag;

import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Tags that have expired, and when to look for them next. */
@ApplicationScoped
class SweepRepository {
    private static final String START = """
            insert into tag_sweep (tenant_id, run_at) values ($1, $2) on conflict do nothing
            """;
    private static final String GO_ON = """
            update tag_sweep set run_at = $3 where tenant_id = $1 and run_at <= $2
            """;
    /** What was written to somebody who was merged since is in that one's history. */
    private static final String EXPIRE = """
            with due as (
              select member_id, slot, origin_member_id from member_tag
              where tenant_id = $1 and expires_at <= $2 order by expires_at limit $3 for update skip locked
            ), gone as (
              delete from member_tag t using due
              where t.tenant_id = $1 and t.member_id = due.member_id and t.slot = due.slot
                and t.origin_member_id = due.origin_member_id
              returning t.*
            ), told as (
            insert into member_tag_history (tenant_id, id, member_id, tag, action, value, source, confidence, written_by,
              at, expires_at)
            select $1, uuidv7(), origin_member_id, tag, 'expired', value, source, confidence, written_by, $2, expires_at
            from gone
            )
            select member_id from gone
            """;

    private final Touches touches;

    SweepRepository(Touches touches) {
        this.touches = touches;
    }

    /** 1 when the tenant had no sweep before, else 0. */
    Uni<Integer> start(Tx tx, Instant at) {
        return tx.update(START, utc(at));
    }

    /** 1 when it is time, and then not again before the next; else 0. */
    Uni<Integer> goOn(Tx tx, Instant now, Instant next) {
        return tx.update(GO_ON, utc(now), utc(next));
    }

    /** How many were put away, at most so many. */
    Uni<Integer> expire(Tx tx, Instant now, int most) {
        return tx.list(EXPIRE, row -> row.getUUID("member_id"), utc(now), most)
                .call(members -> touches.note(tx, Touches.TAG, members))
                .map(List::size);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
