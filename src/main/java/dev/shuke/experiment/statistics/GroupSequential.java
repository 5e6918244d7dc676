package dev.shuke.experiment.statistics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;

/**
 * Two estimates, compared at planned looks: fewer and better used than with a {@link ConfidenceSequence}, but the planned
 * number of units must be known. Boundaries by recursive numerical integration: Armitage, McPherson and Rowe 1969, Journal
 * of the Royal Statistical Society A 132(2), 235–244; Jennison and Turnbull 2000, Group Sequential Methods, chapter 19.
 */
public final class GroupSequential {
    /** More of them cost time and gain nothing. */
    public static final int MOST_LOOKS = 30;

    /** Of two looks: looks at nearly the same data are one. */
    public static final double LEAST_APART = 0.01;

    /** But for rounding. */
    private static final double APART = LEAST_APART * (1 - 1e-9);

    /** What is less is said to be this. */
    private static final double LEAST_P_VALUE = 1e-12;

    private static final double MOST_P_VALUE = 0.999;

    /** In standard errors: more is found for certain. */
    static final double FARTHEST = 30;

    private GroupSequential() {}

    /**
     * How many standard errors the difference must exceed at each look, either way.
     *
     * @param times of the looks so far: units ÷ planned units, ascending by at least {@value #LEAST_APART}; a look after the
     *     planned end is at 1
     */
    public static double[] boundaries(double[] times, double confidence, ErrorSpending spending) {
        check(times);
        double alpha = Interval.alpha(confidence);
        double[] boundaries = new double[times.length];
        SequentialWalk walk = SequentialWalk.START;
        double spent = 0;
        for (int look = 0; look < times.length; look++) {
            double until = Math.min(alpha, spending.spent(alpha, times[look]));
            boundaries[look] = walk.boundary(times[look], until - spent);
            walk = look + 1 < times.length ? walk.within(times[look], boundaries[look]) : walk;
            spent = until;
        }
        return boundaries;
    }

    /** How often a difference of nothing exceeds one of these boundaries. */
    public static double error(double[] times, double[] boundaries) {
        check(times);
        double error = 0;
        SequentialWalk walk = SequentialWalk.START;
        for (int look = 0; look < times.length; look++) {
            error += walk.beyond(times[look], boundaries[look]);
            walk = walk.within(times[look], boundaries[look]);
        }
        return error;
    }

    /** How often a difference, of so many standard errors at the planned end, exceeds one of these boundaries on its side. */
    public static double power(double[] times, double[] boundaries, double drift) {
        return power(walks(times, boundaries), times, boundaries, drift);
    }

    /** The difference, in standard errors at the planned end, that is found with this power. */
    static double drift(double[] times, double[] boundaries, double power) {
        SequentialWalk[] walks = walks(times, boundaries);
        return new BracketingNthOrderBrentSolver(1e-10, 5)
                .solve(100, drift -> power(walks, times, boundaries, drift) - power, 0, FARTHEST);
    }

    private static double power(SequentialWalk[] walks, double[] times, double[] boundaries, double drift) {
        double power = 0;
        for (int look = 0; look < times.length; look++) {
            power += walks[look].above(times[look], boundaries[look], drift);
        }
        return Math.min(1, power);
    }

    /** Before each look. */
    private static SequentialWalk[] walks(double[] times, double[] boundaries) {
        check(times);
        SequentialWalk[] walks = new SequentialWalk[times.length];
        for (int look = 0; look < times.length; look++) {
            walks[look] =
                    look == 0 ? SequentialWalk.START : walks[look - 1].within(times[look - 1], boundaries[look - 1]);
        }
        return walks;
    }

    /**
     * At the last of these looks. The interval is a repeated confidence interval (Jennison and Turnbull 1989, Journal of the
     * Royal Statistical Society B 51(3), 305–361): those of all looks hold together. The p-value is the repeated one: the
     * least α at which this look would tell the two apart.
     */
    public static Computed<Comparison> compare(
            Estimate baseline, Estimate variant, double confidence, double[] times, ErrorSpending spending) {
        double multiplier = boundaries(times, confidence, spending)[times.length - 1];
        return Contrast.of(baseline, variant)
                .testable()
                .then(contrast -> contrast.compared(
                        multiplier, confidence, null, pValue(Math.abs(contrast.statistic()), times, spending)));
    }

    /** To 1e-9 of itself. */
    private static double pValue(double statistic, double[] times, ErrorSpending spending) {
        DoubleUnaryOperator beyond = log -> statistic - boundaries(times, -Math.expm1(log), spending)[times.length - 1];
        double least = Math.log(LEAST_P_VALUE);
        if (beyond.applyAsDouble(least) >= 0) {
            return LEAST_P_VALUE;
        }
        return beyond.applyAsDouble(Math.log(MOST_P_VALUE)) <= 0
                ? 1
                : Math.exp(new BracketingNthOrderBrentSolver(1e-9, 5)
                        .solve(100, beyond::applyAsDouble, least, Math.log(MOST_P_VALUE)));
    }

    private static void check(double[] times) {
        boolean ascending = true;
        for (int look = 0; look < times.length; look++) {
            ascending &= times[look] - (look == 0 ? 0 : times[look - 1]) >= APART;
        }
        if (!ascending
                || times.length < 1
                || times.length > MOST_LOOKS
                || Arrays.stream(times).anyMatch(t -> t > 1)) {
            throw new IllegalArgumentException("1 to " + MOST_LOOKS + " looks, ascending, apart and at most 1");
        }
    }
}
