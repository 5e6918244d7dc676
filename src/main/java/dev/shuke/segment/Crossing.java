package dev.shuke.segment;

import java.time.Instant;

/**
 * A span that an edge of rules passes over as time goes by. Whoever has something in it may be in another set of members
 * behind it.
 *
 * @param type of events; null for other things
 */
record Crossing(What what, String type, Instant from, Instant to) {
    /** What lies in it. */
    enum What {
        /** Events of the type. */
        EVENTS,
        /** Those among them that were told before they happened. */
        FUTURE,
        /** Ends of tags. */
        TAGS,
        /** Members' latest orders. */
        LAST_ORDERS
    }

    /** Clocks go back once a year: then an edge does, too. */
    static Crossing ofEvents(String type, Instant one, Instant other) {
        boolean forward = !other.isBefore(one);
        return new Crossing(What.EVENTS, type, forward ? one : other, forward ? other : one);
    }

    static Crossing ofFuture(String type, Instant from, Instant to) {
        return new Crossing(What.FUTURE, type, from, to);
    }

    static Crossing ofTags(Instant from, Instant to) {
        return new Crossing(What.TAGS, null, from, to);
    }

    static Crossing ofLastOrders(Instant from, Instant to) {
        return new Crossing(What.LAST_ORDERS, null, from, to);
    }
}
