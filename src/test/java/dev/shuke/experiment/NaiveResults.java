package dev.shuke.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shuke.experiment.PlantedExperiment.Happened;
import dev.shuke.testing.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;

/** What each unit did, added up one by one over all that happened: slow, and plain to see. */
record NaiveResults(List<Happened> events, Map<String, Instant> exposed, Instant asOf) {
    /** In the order of the units. */
    double[] each(int fromDays, int toDays, Predicate<Happened> counts, ToDoubleFunction<Happened> value) {
        Map<String, Double> sums = new LinkedHashMap<>();
        exposed.keySet().forEach(unit -> sums.put(unit, 0.0));
        for (Happened event : events) {
            Instant first = exposed.get(event.unit());
            boolean known = !event.at().plus(Duration.ofDays(event.lateDays())).isAfter(asOf);
            if (first != null
                    && known
                    && counts.test(event)
                    && !event.at().isBefore(first.plus(Duration.ofDays(fromDays)))
                    && event.at().isBefore(first.plus(Duration.ofDays(toDays)))) {
                sums.merge(event.unit(), value.applyAsDouble(event), Double::sum);
            }
        }
        return sums.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    static double[] whether(double[] values) {
        return Arrays.stream(values).map(value -> value > 0 ? 1 : 0).toArray();
    }

    static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    static double covariance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - mean(one)) * (other[i] - mean(other));
        }
        return sum / (one.length - 1);
    }

    static double error(double[] values) {
        return Math.sqrt(covariance(values, values) / values.length);
    }

    /** As a textbook has it: between the two nearest. */
    static double quantile(double[] values, double share) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        double place = (sorted.length - 1) * share;
        int below = (int) Math.floor(place);
        return sorted[below] + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
    }

    static void figure(JsonPath results, String metric, String variant, double value, Double error) {
        assertThat(results.<Number>get(at(metric, variant, "value")).doubleValue())
                .as(metric + " of " + variant)
                .isCloseTo(value, near(value));
        if (error != null) {
            assertThat(results.<Number>get(at(metric, variant, "standardError")).doubleValue())
                    .as("error of " + metric + " of " + variant)
                    .isCloseTo(error, near(error));
        }
    }

    /** Told to nine digits. */
    static Offset<Double> near(double value) {
        return within(Math.abs(value) * 1e-8 + 1e-12);
    }

    static String at(String metric, String variant, String figure) {
        return "metrics.find { it.key == '%s' }.variants.find { it.variant == '%s' }.%s"
                .formatted(metric, variant, figure);
    }
}
