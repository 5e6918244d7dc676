package dev.shuke.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shuke.localstack.KillableStack.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** All rounds, as a table for people and as {@code target/crash.json}. */
final class CrashReport {
    private static final Path FILE = Path.of("target", "crash.json");
    private final List<Figures> rounds = new ArrayList<>();
    private final ObjectNode more = Api.JSON.createObjectNode();

    void add(Figures figures) {
        rounds.add(figures);
        System.out.println(figures.line());
    }

    void add(String name, Object value) {
        more.putPOJO(name, value);
        System.out.println(name + ": " + value);
    }

    long mostBackMillis(Part part) {
        return of(part).stream().mapToLong(Figures::backMillis).max().orElse(0);
    }

    private List<Figures> of(Part part) {
        return rounds.stream().filter(round -> round.part() == part).toList();
    }

    private static int sum(List<Figures> rounds, ToIntFunction<Figures> of) {
        return rounds.stream().mapToInt(of).sum();
    }

    private static long median(List<Figures> rounds, ToLongFunction<Figures> of) {
        long[] sorted = rounds.stream().mapToLong(of).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    void print() {
        var table = new StringBuilder(
                "killed      rounds  acknowledged  unknown (done)  lost  doubled  halves  faults  first 2xx median/max"
                        + "  slowest answer\n");
        for (Part part : Part.values()) {
            List<Figures> of = of(part);
            table.append("%-10s  %6d  %12d  %7d %6s  %4d  %7d  %6d  %6d  %9d / %5d ms  %11d ms%n"
                    .formatted(
                            part,
                            of.size(),
                            sum(of, Figures::acknowledged),
                            sum(of, Figures::unknown),
                            "(" + sum(of, Figures::unknownDone) + ")",
                            sum(of, Figures::lost),
                            sum(of, Figures::doubled),
                            sum(of, Figures::halves),
                            sum(of, round -> round.faults().size()),
                            median(of, Figures::backMillis),
                            mostBackMillis(part),
                            of.stream().mapToLong(Figures::slowestMillis).max().orElse(0)));
        }
        System.out.println(table);
    }

    void write() {
        var all = Api.JSON.createObjectNode();
        all.set("rounds", Api.JSON.valueToTree(rounds));
        all.setAll(more);
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, all.toPrettyString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
