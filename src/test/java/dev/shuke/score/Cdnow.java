package dev.shuke.score;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A customer of the published CDNOW sample, see {@code score/README.md}: observed for 39 weeks, predicted for 39 more. What
 * was bought on one day is one purchase, as in the paper.
 *
 * @param buying in weeks
 * @param spent dollars
 * @param laterPurchases in the 39 weeks of the hold-out
 * @param laterSpent dollars
 */
record Cdnow(BuyingPattern buying, Spending spent, long laterPurchases, double laterSpent) {
    static final double WEEKS_HELD_OUT = 39;

    private static final LocalDate OBSERVED_UNTIL = LocalDate.of(1997, 9, 30);

    static List<Cdnow> customers() {
        try (Stream<String> lines = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Cdnow.class.getResourceAsStream("/score/cdnow_sample.txt.gz")),
                        StandardCharsets.US_ASCII))
                .lines()) {
            return lines
                    .map(line -> line.strip().split(" +"))
                    .collect(groupingBy(
                            fields -> fields[1],
                            TreeMap::new,
                            groupingBy(
                                    Cdnow::day, TreeMap::new, summingDouble(fields -> Double.parseDouble(fields[4])))))
                    .values()
                    .stream()
                    .map(Cdnow::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LocalDate day(String[] fields) {
        return LocalDate.parse(fields[2], DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static Cdnow of(TreeMap<LocalDate, Double> dollarsByDay) {
        var observed = dollarsByDay.headMap(OBSERVED_UNTIL, true);
        var later = dollarsByDay.tailMap(OBSERVED_UNTIL, false);
        LocalDate first = observed.firstKey();
        var repeats = observed.tailMap(first, false);
        return new Cdnow(
                new BuyingPattern(repeats.size(), weeks(first, observed.lastKey()), weeks(first, OBSERVED_UNTIL)),
                new Spending(
                        repeats.size(),
                        repeats.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElse(0)),
                later.size(),
                later.values().stream().mapToDouble(Double::doubleValue).sum());
    }

    private static double weeks(LocalDate from, LocalDate to) {
        return ChronoUnit.DAYS.between(from, to) / 7.0;
    }
}
