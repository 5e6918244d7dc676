package dev.shuke.platform.tenancy;

/**
 * A bucket that holds up to so many tokens and is filled evenly. It counts in shares of a token that are whole numbers,
 * so that nothing is lost to rounding; {@code bucket.lua} is the same, kept in Redis.
 */
final class TokenBucket {
    private final Limit limit;
    private long shares;
    private long filledAt;

    /**
     * @param tokens that it holds
     * @param millis in which an empty one is filled
     */
    record Limit(long tokens, long millis) {}

    /**
     * @param granted how many of those asked for
     * @param left in the bucket
     * @param waitMillis until there is one more; 0 when all were granted
     */
    record Grant(long granted, long left, long waitMillis) {}

    /** A full one. */
    TokenBucket(Limit limit, long nowMillis) {
        this.limit = limit;
        this.shares = limit.tokens() * limit.millis();
        this.filledAt = nowMillis;
    }

    /** A clock that steps back fills nothing twice. */
    Grant take(long wanted, long nowMillis) {
        long gained = Math.min(Math.max(0, nowMillis - filledAt), limit.millis()) * limit.tokens();
        shares = Math.min(limit.tokens() * limit.millis(), shares + gained);
        filledAt = Math.max(filledAt, nowMillis);
        long granted = Math.min(wanted, shares / limit.millis());
        shares -= granted * limit.millis();
        long wait = granted == wanted ? 0 : Math.ceilDiv(limit.millis() - shares, limit.tokens());
        return new Grant(granted, shares / limit.millis(), wait);
    }
}
