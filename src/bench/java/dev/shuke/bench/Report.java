package dev.shuke.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What was measured, as a table for people and {@code target/bench.json} for programs.
 *
 * @param at when the run ended
 * @param processors of the machine
 * @param load the machine's load average when the run began: above 0.5 the clock's figures mean little
 * @param others figures that are no ratio of CPU time
 */
record Report(Instant at, int processors, double load, List<Result> rows, List<Other> others) {
    private static final Path FILE = Path.of("target/bench.json");

    /** @param limit that must hold; null where none was promised */
    record Other(String name, String unit, double value, Double limit) {
        boolean holds() {
            return limit == null || value <= limit;
        }
    }

    boolean holds() {
        return rows.stream().allMatch(Result::holds) && others.stream().allMatch(Other::holds);
    }

    /** What an authenticated endpoint that does nothing costs above an answer that needs no token. */
    static Stream<Other> tokenCheck(List<Result> rows) {
        return rows.stream()
                .filter(row -> row.name().equals(Figures.WHOAMI))
                .map(row -> new Other(
                        "token check, routing and answer of whoami above a 404",
                        "µs of CPU",
                        row.api() - row.floor(),
                        null));
    }

    static double loadNow() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    void print() {
        System.out.printf(
                "%n%-28s %8s %8s %8s %8s %7s %8s %6s %9s %9s%n",
                "CPU µs a call", "API", "PG", "floor", "client", "ratio", "w.client", "limit", "p50 ms", "p99 ms");
        rows.forEach(row -> System.out.printf(
                Locale.ROOT,
                "%-28s %8.0f %8.0f %8.0f %8s %6.2fx %8s %6s %9.2f %9.2f %s%n",
                row.name(),
                row.api(),
                row.postgres(),
                row.floor(),
                text("%.0f", row.floorClient()),
                row.ratio(),
                text("%.2fx", row.ratioWithClient()),
                text("%.1fx", row.limit()),
                row.p50() / 1_000,
                row.p99() / 1_000,
                row.holds() ? "" : "ABOVE THE LIMIT"));
        others.forEach(other -> System.out.printf(
                Locale.ROOT,
                "%-64s %6.2f %s %s %s%n",
                other.name(),
                other.value(),
                other.unit(),
                other.limit() == null ? "" : "(limit " + other.limit() + ")",
                other.holds() ? "" : "ABOVE THE LIMIT"));
        System.out.printf(Locale.ROOT, "%nload average when it began: %.2f on %d processors%n", load, processors);
    }

    private static String text(String format, Double value) {
        return value == null ? "" : String.format(Locale.ROOT, format, value);
    }

    void write() {
        try {
            new ObjectMapper()
                    .findAndRegisterModules()
                    .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                    .writer(new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE))
                    .writeValue(FILE.toFile(), this);
            System.out.println("written to " + FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
