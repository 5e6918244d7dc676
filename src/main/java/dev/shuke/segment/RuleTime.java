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

    /** Days of the calendar, from the first on and before the end. */
    record Days(LocalDate first, LocalDate end) {}

    Days of(Condition.Calendar window) {
        LocalDate first = window.unit().first(today(), -window.ago());
        return new Days(first, window.unit().first(first, 1));
    }

    /** Next year's may have begun before this year's end. None when there was no such time. */
    Days of(Condition.Around window) {
        LocalDate day = window.holiday().begun(today().minusDays(window.fromDay()), window.ago());
        return day == null
                ? new Days(today(), today())
                : new Days(day.plusDays(window.fromDay()), day.plusDays(window.toDay() + 1L));
    }

    /** The day that relative dates count from. */
    LocalDate today() {
        return LocalDate.ofInstant(asOf, zone);
    }

    /** The day that what is always current counts from. */
    LocalDate currentDay() {
        return LocalDate.ofInstant(now, zone);
    }

    /** The first instant of the day that lies so many days before today. */
    Instant startOfDay(long daysAgo) {
        return currentDay().minusDays(daysAgo).atStartOfDay(zone).toInstant();
    }
}
