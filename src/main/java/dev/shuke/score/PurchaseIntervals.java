package dev.shuke.score;

import java.util.Arrays;

/**
 * How long a member waited from one day with purchases to the next: what is needed of all intervals together.
 *
 * @param count 0 for who has bought once; the others say nothing then
 * @param medianDays the middle one, or the mean of the two in the middle
 * @param logSum sum of the natural logarithms of the intervals in days
 * @param squaredLogSum sum of the squares of those logarithms
 */
public record PurchaseIntervals(int count, double medianDays, double logSum, double squaredLogSum) {
    /** In any order, each above 0. */
    public static PurchaseIntervals of(double... days) {
        if (!Arrays.stream(days).allMatch(interval -> interval > 0 && interval < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("an interval is above 0");
        }
        double[] logs = Arrays.stream(days).map(Math::log).toArray();
        return new PurchaseIntervals(
                days.length,
                Median.of(days),
                Arrays.stream(logs).sum(),
                Arrays.stream(logs).map(log -> log * log).sum());
    }

    double meanLog() {
        return logSum / count;
    }

    /** Sum of squares about the member's own mean. */
    double scatter() {
        return Math.max(0, squaredLogSum - logSum * meanLog());
    }
}
