package dev.shuke.platform.tenancy;

import dev.shuke.platform.tenancy.TokenBucket.Grant;
import dev.shuke.platform.tenancy.TokenBucket.Limit;
import io.vertx.core.Future;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * One caller's tokens in this instance. They are fetched from the bucket that all instances share a block at a time and
 * ahead of need, so that few calls cause a round trip and hardly any waits for one.
 */
final class Allowance {
    private static final long MOST_AT_ONCE = 100;
    /** A block is this part of the limit: so much of it an instance may hold without using it. */
    private static final long PART = 20;
    /** A round fetches for all who wait, so that even in a crowd each is told in the third. */
    private static final int ROUNDS = 5;

    private static final Verdict CROWDED = new Verdict(false, 0, 1_000);

    private final long block;
    private final LongFunction<Future<Grant>> fetch;
    private final LongSupplier millis;
    private long here;
    private long elsewhere;
    private long waiting;
    private long emptyUntil;
    private Future<Grant> fetching;

    /** @param fetch takes so many tokens from the shared bucket, and never fails */
    Allowance(Limit limit, LongFunction<Future<Grant>> fetch, LongSupplier millis) {
        this.block = Math.clamp(limit.tokens() / PART, 1, MOST_AT_ONCE);
        this.fetch = fetch;
        this.millis = millis;
        this.elsewhere = limit.tokens();
        this.emptyUntil = Long.MIN_VALUE;
    }

    /**
     * What a call is told.
     *
     * @param left how many more may follow at once, about
     * @param waitMillis until another try is worth it, where it is refused
     */
    record Verdict(boolean admitted, long left, long waitMillis) {}

    /**
     * Takes one token; null when it is not known yet whether there is one, which {@link #fetched} will tell.
     *
     * @param round of the same call, the first being 1
     */
    synchronized Verdict take(int round) {
        Verdict verdict = decide();
        if (verdict == null && round > ROUNDS) {
            verdict = CROWDED;
        }
        waiting += verdict == null ? (round == 1 ? 1 : 0) : (round == 1 ? 0 : -1);
        if (fetching == null && here <= block / 2 && millis.getAsLong() >= emptyUntil) {
            refill();
        }
        return verdict;
    }

    private Verdict decide() {
        if (here > 0) {
            here--;
            return new Verdict(true, here + elsewhere, 0);
        }
        long wait = emptyUntil - millis.getAsLong();
        return emptyUntil != Long.MIN_VALUE && wait > 0 ? new Verdict(false, 0, wait) : null;
    }

    private void refill() {
        Future<Grant> asked = fetch.apply(Math.max(block, waiting) - here);
        fetching = asked;
        asked.onSuccess(this::add);
    }

    private synchronized void add(Grant grant) {
        here += grant.granted();
        elsewhere = grant.left();
        if (grant.waitMillis() > 0) {
            emptyUntil = millis.getAsLong() + grant.waitMillis();
        }
        fetching = null;
    }

    /** The end of the round trip that is under way; ended, when none is. */
    synchronized Future<Grant> fetched() {
        return fetching == null ? Future.succeededFuture() : fetching;
    }
}
