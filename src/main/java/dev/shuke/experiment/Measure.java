package dev.shuke.experiment;

import java.util.List;
import java.util.stream.Stream;

/**
 * One number of each unit that a metric is made of: what it did between two days of its first exposure, counted in hours
 * of 24. Units without any such event have 0.
 *
 * @param events whose sum it is
 * @param whether the number is 1 for any event at all, else 0
 * @param fromDays after the first exposure; below 0 before it
 * @param toDays from which on nothing counts; null for no end
 * @param complete the unit has no number until all the days have passed
 * @param winsorise the quantile of all units' numbers that larger ones are cut to; null for none
 */
record Measure(List<Part> events, boolean whether, int fromDays, Integer toDays, boolean complete, Double winsorise) {
    private static final String PAID = "order.paid";
    private static final String REFUNDED = "order.refunded";
    private static final String AMOUNT = "amount";

    /**
     * Events of one type.
     *
     * @param field {@code amount} or a property; null to count them
     * @param negative taken off the sum
     */
    record Part(String event, String field, boolean negative) {
        boolean ofAmounts() {
            return AMOUNT.equals(field);
        }
    }

    /** The outcome; of a ratio the denominator behind it; and the same of the days before, where those are wanted. */
    static List<Measure> of(MetricDefinition metric) {
        if (metric.type() == MetricType.RETENTION) {
            return List.of(new Measure(
                    List.of(part(metric)),
                    true,
                    metric.retentionDays().getFirst(),
                    metric.retentionDays().getLast(),
                    true,
                    null));
        }
        List<Measure> after = metric.type() == MetricType.RATIO
                ? List.of(outcome(metric), denominator(metric))
                : List.of(outcome(metric));
        return adjusted(metric)
                ? Stream.concat(after.stream(), after.stream().map(it -> it.before(metric.covariateDays())))
                        .toList()
                : after;
    }

    /** Whether what the units did before is taken off. */
    static boolean adjusted(MetricDefinition metric) {
        return metric.covariateDays() != null
                && switch (metric.type()) {
                    case PROPORTION, MEAN, REVENUE, RATIO -> true;
                    case QUANTILE, RETENTION, ROI -> false;
                };
    }

    /** Whether amounts of money are among what it adds up. */
    boolean ofAmounts() {
        return events.stream().anyMatch(Part::ofAmounts);
    }

    private static Measure outcome(MetricDefinition metric) {
        boolean proportion = metric.type() == MetricType.PROPORTION;
        boolean cut = metric.type() != MetricType.QUANTILE && !proportion;
        List<Part> events = metric.type() == MetricType.REVENUE || metric.type() == MetricType.ROI
                ? List.of(new Part(PAID, AMOUNT, false), new Part(REFUNDED, AMOUNT, true))
                : List.of(part(metric));
        return new Measure(events, proportion, 0, metric.windowDays(), false, cut ? metric.winsorise() : null);
    }

    private static Measure denominator(MetricDefinition metric) {
        Part by = new Part(metric.denominator().event(), metric.denominator().field(), false);
        return new Measure(List.of(by), false, 0, metric.windowDays(), false, null);
    }

    private Measure before(int days) {
        return new Measure(events, whether, -days, 0, false, winsorise);
    }

    private static Part part(MetricDefinition metric) {
        return new Part(metric.event() == null ? PAID : metric.event(), metric.field(), false);
    }
}
