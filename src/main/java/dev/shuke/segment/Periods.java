package dev.shuke.segment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/** The thirty days each, by their first instant, within which the database has events in the order of members. */
final class Periods {
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final long SECONDS = Duration.ofDays(30).toSeconds();

    private Periods() {}

    /** Those in which the span begins, ends and all between; none when it ends before it begins. */
    static List<Instant> of(Instant from, Instant to) {
        return LongStream.rangeClosed(number(from), number(to))
                .mapToObj(number -> FIRST.plusSeconds(number * SECONDS))
                .toList();
    }

    private static long number(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond() - FIRST.getEpochSecond(), SECONDS);
    }
}
