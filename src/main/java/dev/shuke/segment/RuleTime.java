package dev.shuke.segment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * When a rule is asked about. Passed into the query as values, so that the same rule at the same times gives the same
 * SQL and the same answer.
 *
 * @param asOf what event windows end with and count back from
 * @param now what metrics, which are always current, count back from
 * @param zone in which the merchant counts days
 */
record RuleTime(Instant asOf, Instant now, ZoneId zone) {

    /** The first instant of the day that lies so many days before today. */
    Instant startOfDay(long daysAgo) {
        return LocalDate.ofInstant(now, zone)
                .minusDays(daysAgo)
                .atStartOfDay(zone)
                .toInstant();
    }
}
