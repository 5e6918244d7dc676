package dev.shuke.experiment;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * What is to be counted.
 *
 * @param variants their keys, control first
 * @param testers who got a variant to try it, and does not count
 * @param started what was before it does not count
 * @param changes when units began to be split otherwise
 * @param ended first exposures from then on do not count; null where it runs
 * @param recorded whether what was not known at {@code asOf} is left out
 * @param ofStores whether stores are the units, and what happened in each is its own
 * @param by null for all units together
 */
record ResultsQuery(
        UUID experiment,
        List<String> variants,
        List<UUID> testers,
        Instant started,
        List<Instant> changes,
        Instant ended,
        Instant asOf,
        boolean recorded,
        boolean ofStores,
        ResultsBy by,
        List<MetricDefinition> metrics) {
    private static final OffsetDateTime NEVER = OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    /** The numbers of each unit, one metric's behind the other's. */
    List<Measure> measures() {
        return metrics.stream().flatMap(metric -> Measure.of(metric).stream()).toList();
    }

    /** Of the metric's numbers the first. */
    int first(int metric) {
        return metrics.subList(0, metric).stream()
                .mapToInt(before -> Measure.of(before).size())
                .sum();
    }

    int numbers(int metric) {
        return Measure.of(metrics.get(metric)).size();
    }

    /** Whether the metric counts members of each store: those who did it, and all of them. */
    boolean ofMembers(MetricDefinition metric) {
        return ofStores && metric.type() == MetricType.PROPORTION;
    }

    Object[] fixed(String[] types) {
        return new Object[] {
            experiment,
            variants.toArray(String[]::new),
            testers.toArray(UUID[]::new),
            stored(started),
            ended == null ? NEVER : stored(ended),
            stored(asOf),
            types
        };
    }

    private static OffsetDateTime stored(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
