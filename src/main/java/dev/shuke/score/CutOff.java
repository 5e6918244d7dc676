package dev.shuke.score;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The moment up to which members are looked at: nothing that happened from then on is known.
 *
 * @param day as the merchant counts them, from which ages are counted
 * @param zone the merchant's
 */
record CutOff(ZonedDateTime at, LocalDate day, ZoneId zone) {
    private static final int RECENT_DAYS = 90;

    /** At the beginning of a day. */
    static CutOff before(LocalDate day, ZoneId zone) {
        return new CutOff(day.atStartOfDay(zone), day, zone);
    }

    static CutOff at(Instant moment, ZoneId zone) {
        ZonedDateTime at = moment.atZone(zone);
        return new CutOff(at, at.toLocalDate(), zone);
    }

    /** Since when an order is recent, see {@link ShoppingSummary}. */
    ZonedDateTime recentSince() {
        return at.minusDays(RECENT_DAYS);
    }
}
