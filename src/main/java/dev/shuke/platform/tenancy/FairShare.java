package dev.shuke.platform.tenancy;

import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Who may have the pool's next connection, for a call's first transaction. No tenant holds more than three quarters, so
 * that whoever comes next finds one at once, however slow the others' calls are; when several wait, the one who holds
 * fewest is served first; and of one tenant only so many wait, before the rest are told to come again.
 */
final class FairShare {
    /** Calls of one tenant; enough for a burst, and few enough that whoever waits last is still served in time. */
    static final int MAY_WAIT = 256;

    private final int size;
    private final int most;
    private final Map<UUID, Share> shares = new HashMap<>();
    private int lent;
    private int waiting;

    /**
     * One connection is left to those who have a first transaction open and need a second: were all lent to the first,
     * everybody would wait for everybody.
     *
     * @param connections of the pool
     */
    FairShare(int connections) {
        this.size = Math.max(1, connections - 1);
        this.most = Math.max(1, size - Math.max(1, size / 4));
    }

    /** What one tenant holds, and who of it waits; kept only while there is any. */
    private static final class Share {
        private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
        private int held;
    }

    /**
     * Asks for a connection's turn, which must be given back.
     *
     * @param onCaller makes the promise that is kept when the turn has come, on the context of who asks
     * @return failed with {@link ErrorCode#UNAVAILABLE} when too many of this tenant wait already
     */
    synchronized Future<Void> take(UUID tenant, Supplier<Promise<Void>> onCaller) {
        Share share = shares.computeIfAbsent(tenant, none -> new Share());
        if (lent < size && share.held < most) {
            lend(share);
            return Future.succeededFuture();
        }
        if (share.waiting.size() >= MAY_WAIT) {
            return Future.failedFuture(
                    new ApiException(ErrorCode.UNAVAILABLE, "Too many of the tenant's calls wait. Send it again."));
        }
        Promise<Void> turn = onCaller.get();
        share.waiting.add(turn);
        waiting++;
        return turn.future();
    }

    /** Ends a turn, and begins that of another who waits. */
    void giveBack(UUID tenant) {
        Promise<Void> next = free(tenant);
        if (next != null) {
            next.complete();
        }
    }

    private synchronized Promise<Void> free(UUID tenant) {
        Share share = shares.get(tenant);
        share.held--;
        lent--;
        Promise<Void> next = waiting == 0 ? null : next();
        if (share.held == 0 && share.waiting.isEmpty()) {
            shares.remove(tenant);
        }
        return next;
    }

    private Promise<Void> next() {
        return shares.values().stream()
                .filter(other -> !other.waiting.isEmpty() && other.held < most)
                .min(Comparator.comparingInt(other -> other.held))
                .map(this::lendToFirst)
                .orElse(null);
    }

    private Promise<Void> lendToFirst(Share share) {
        lend(share);
        waiting--;
        return share.waiting.remove();
    }

    private void lend(Share share) {
        share.held++;
        lent++;
    }

    /** Turns taken and not given back. */
    synchronized int lent() {
        return lent;
    }
}
