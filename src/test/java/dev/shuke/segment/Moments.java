package dev.shuke.segment;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The times that rules and data of one timezone meet at: windows begin and end exactly where events lie, a microsecond
 * before, and a microsecond after.
 *
 * @param asOfs what rules are asked about; some a day or so behind a change of the clocks
 * @param edges beginnings and ends of every window over them, with both clocks' idea of a day
 */
record Moments(ZoneId zone, List<Instant> asOfs, List<Instant> edges, Instant now) {
    static final List<Integer> DAYS = List.of(1, 2, 7, 30, 90, 365);

    static Moments of(String name, Instant now) {
        ZoneId zone = ZoneId.of(name);
        List<Instant> asOfs = new ArrayList<>();
        // A day after the clocks went forward or back, at a time of day that the change skipped or gave twice.
        for (String local : List.of(
                "2026-03-30T01:30:00", "2026-03-09T02:30:00", "2025-10-27T01:30:00", "2025-11-03T01:15:00.000001")) {
            asOfs.add(LocalDateTime.parse(local).atZone(zone).toInstant());
        }
        asOfs.add(Instant.parse("2026-06-15T10:20:30.123456Z"));
        List<Instant> edges = new ArrayList<>(asOfs);
        for (Instant asOf : asOfs) {
            for (int days : DAYS) {
                edges.add(asOf.atZone(zone).minusDays(days).toInstant());
                edges.add(asOf.minus(days, ChronoUnit.DAYS));
            }
        }
        return new Moments(zone, asOfs, edges, now);
    }

    /** On an edge, beside one, or somewhere between. */
    Instant near(RandomGenerator random) {
        Instant edge = edges.get(random.nextInt(edges.size()));
        return random.nextInt(5) == 0
                ? edge.plus(random.nextLong(-86_400_000_000L * 20, 86_400_000_000L * 20), ChronoUnit.MICROS)
                : edge.plus(random.nextInt(-1, 2), ChronoUnit.MICROS);
    }

    /** At, before or after the beginning of a day not long before now. */
    Instant recent(RandomGenerator random) {
        return now.atZone(zone)
                .toLocalDate()
                .minusDays(random.nextInt(-1, 6))
                .atStartOfDay(zone)
                .toInstant()
                .plus(random.nextInt(-1, 2), ChronoUnit.MICROS);
    }
}
