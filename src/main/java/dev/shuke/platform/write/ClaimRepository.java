package dev.shuke.platform.write;

import dev.shuke.platform.privacy.PersonalCopies;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * Claims and the answers to them, for a day. What is older is written over, a little of it cleared with each claim, and
 * all of it when a member has been erased a day ago. Answers that name him are emptied when he is.
 */
@ApplicationScoped
class ClaimRepository implements PersonalCopies {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** Long enough for a call that is about to end, short enough to hold no connection that others wait for. */
    private static final String PATIENCE = "500ms";

    private static final String LOCK_TIMEOUT = """
            select set_config('lock_timeout', $2, true) from (select $1::uuid) caller
            """;
    private static final String CLAIM = """
            with cleared as (
              delete from idempotency_claim where tenant_id = $1 and id in (
                select id from idempotency_claim
                where tenant_id = $1 and created_at <= $4 and id <> $2
                order by created_at limit 20 for update skip locked)
            )
            insert into idempotency_claim as claim (tenant_id, id, request, created_at)
            values ($1, $2, $3, $5)
            on conflict (tenant_id, id) do update set request = excluded.request, created_at = excluded.created_at
              where claim.created_at <= $4
            """;
    private static final String ANSWER = """
            update idempotency_claim set answer = $3, about = $4 where tenant_id = $1 and id = $2
            """;
    /** The claims stay: a call that is sent again after an erasure must not bring anybody back. */
    private static final String EMPTY = """
            update idempotency_claim set answer = '', about = '{}' where tenant_id = $1 and about && $2::uuid[]
            """;

    private static final String DELETE_OLD = """
            delete from idempotency_claim where tenant_id = $1 and created_at <= $2
            """;
    private static final String FIND = """
            select request, answer from idempotency_claim where tenant_id = $1 and id = $2
            """;

    /** What an earlier call has left: the digest of its content, and its sealed answer. */
    record Found(byte[] request, byte[] answer) {
        /** Whether it spoke of somebody who has been erased since. */
        boolean erased() {
            return answer.length == 0;
        }
    }

    /**
     * Whether the claim is ours. False when it was made, and answered, before.
     *
     * @throws ApiException idempotency_in_flight when another call that makes it has not ended
     */
    Uni<Boolean> claim(Tx tx, Claim claim) {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        return tx.list(LOCK_TIMEOUT, row -> row, PATIENCE)
                .chain(() -> tx.update(
                        CLAIM, Buffer.buffer(claim.id()), Buffer.buffer(claim.request()), now.minus(OLD), now))
                .onFailure(ClaimRepository::stillHeld)
                .transform(held -> new ApiException(
                        ErrorCode.IDEMPOTENCY_IN_FLIGHT, "Send it again when the first call has been answered."))
                .call(() -> tx.list(LOCK_TIMEOUT, row -> row, "0"))
                .map(written -> written == 1);
    }

    private static boolean stillHeld(Throwable failure) {
        return failure instanceof PgException refused && LOCK_NOT_AVAILABLE.equals(refused.getSqlState());
    }

    Uni<Found> find(Tx tx, Claim claim) {
        return tx.first(
                FIND,
                row -> new Found(
                        row.getBuffer("request").getBytes(),
                        row.getBuffer("answer").getBytes()),
                Buffer.buffer(claim.id()));
    }

    @Override
    public Uni<Void> dropOld(Tx tx) {
        return tx.update(DELETE_OLD, OffsetDateTime.now(ZoneOffset.UTC).minus(OLD))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> dropOf(Tx tx, List<UUID> person, TenantKeys keys) {
        return tx.update(EMPTY, (Object) person.toArray(UUID[]::new)).replaceWithVoid();
    }

    @Override
    public Uni<Void> drop(Tx tx) {
        return tx.update(DELETE_OLD, OffsetDateTime.now(ZoneOffset.UTC)).replaceWithVoid();
    }

    /** @param about the ids that the call or its answer names */
    Uni<Integer> answer(Tx tx, Claim claim, byte[] sealed, UUID[] about) {
        return tx.update(ANSWER, Buffer.buffer(claim.id()), Buffer.buffer(sealed), about);
    }
}
