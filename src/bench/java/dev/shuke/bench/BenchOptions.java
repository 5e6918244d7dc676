package dev.shuke.bench;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What {@code ./shuke bench} was asked.
 *
 * @param quick less data and shorter rounds: to see that it runs, not for figures
 * @param large rules over a million members instead of all else; with rows named, segments that follow there, or
 *     results of an experiment
 * @param rows how the names of the rows to measure begin; all when empty; {@code consent} means that alone
 */
record BenchOptions(boolean quick, boolean large, List<String> rows) {
    static BenchOptions parse(String[] arguments) {
        var options = new BenchOptions(false, false, List.of());
        var rest = new ArrayDeque<>(Arrays.asList(arguments));
        while (!rest.isEmpty()) {
            String name = rest.pop();
            options = switch (name) {
                case "--quick" -> new BenchOptions(true, options.large, options.rows);
                case "--large" -> new BenchOptions(options.quick, true, options.rows);
                case "--rows" -> new BenchOptions(options.quick, options.large, rows(rest));
                default -> throw new IllegalArgumentException("unknown option " + name + ", see ./shuke help");
            };
        }
        return options;
    }

    private static List<String> rows(ArrayDeque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("--rows needs the beginnings of rows' names, such as GET,ingest");
        }
        return List.of(rest.pop().toLowerCase(Locale.ROOT).split(","));
    }

    boolean asked(String row) {
        return rows.isEmpty() || rows.stream().anyMatch(row.toLowerCase(Locale.ROOT)::startsWith);
    }

    /** Whether to measure what a consent costs, which is by the demo's data and by itself. */
    boolean consent() {
        return rows.contains("consent");
    }

    /** Whether to compare few tenants with many. */
    boolean tenants() {
        return asked("tenants");
    }

    /** Whether to measure segments that follow. */
    boolean following() {
        return asked("segments");
    }

    int people() {
        return quick ? 2_000 : 10_000;
    }

    int events() {
        return quick ? 10_000 : 100_000;
    }

    /** As many as keep two cores busy, on both sides. */
    int clients() {
        return 8;
    }

    int rounds() {
        return quick ? 3 : 7;
    }

    Duration round() {
        return Duration.ofMillis(quick ? 500 : 1_000);
    }

    /** At least: a compiler may rest before it has seen enough. */
    int warmUpCalls() {
        return quick ? 5_000 : 40_000;
    }

    /** At most, for calls that are slow and for a compiler that finds no end. */
    Duration warmUp() {
        return Duration.ofSeconds(quick ? 20 : 120);
    }
}
