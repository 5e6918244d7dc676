package dev.shuke.experiment.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.distribution.RealDistribution;

/**
 * Of independent random numbers: how likely each is the greatest, ∫ fᵢ ∏ⱼ Fⱼ over the others, and how far it is expected to be
 * below the greatest, ∫ (Fᵢ − ∏ Fⱼ). Both by a Gauss–Legendre rule on panels that follow each distribution's own scale, so
 * that a narrow one beside a wide one is not stepped over.
 */
record BestOf(double[] chance, double[] loss) {
    private static final GaussIntegrator PANEL = new GaussIntegratorFactory().legendre(10);

    /** Edges of panels in standard deviations; the farther ones for the long tail of a proportion near 0 or 1. */
    private static final double[] EDGES = {0, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 11, 15, 20, 28, 40};

    static BestOf all(List<RealDistribution> numbers) {
        BestOf best = new BestOf(new double[numbers.size()], new double[numbers.size()]);
        Double from = null;
        for (double to : edges(numbers)) {
            for (int i = 0; from != null && i < PANEL.getNumberOfPoints(); i++) {
                double half = (to - from) / 2;
                best.add(numbers, from + half * (1 + PANEL.getPoint(i)), half * PANEL.getWeight(i));
            }
            from = to;
        }
        return best.normalised();
    }

    private static TreeSet<Double> edges(List<RealDistribution> numbers) {
        TreeSet<Double> edges = new TreeSet<>();
        for (RealDistribution number : numbers) {
            double deviation = Math.sqrt(number.getNumericalVariance());
            for (double edge : EDGES) {
                edges.add(within(number, number.getNumericalMean() - edge * deviation));
                edges.add(within(number, number.getNumericalMean() + edge * deviation));
            }
        }
        return edges;
    }

    private static double within(RealDistribution number, double value) {
        return Math.clamp(value, number.getSupportLowerBound(), number.getSupportUpperBound());
    }

    private void add(List<RealDistribution> numbers, double value, double weight) {
        double[] below = numbers.stream()
                .mapToDouble(number -> number.cumulativeProbability(value))
                .toArray();
        double all = Arrays.stream(below).reduce(1, (x, y) -> x * y);
        for (int i = 0; i < below.length; i++) {
            loss[i] += weight * (below[i] - all);
            if (below[i] > 0) {
                chance[i] += weight * numbers.get(i).density(value) * (all / below[i]);
            }
        }
    }

    /** Not where the numbers are so many orders of magnitude apart that no rule sees both. */
    boolean finite() {
        return Arrays.stream(chance).allMatch(Double::isFinite)
                && Arrays.stream(loss).allMatch(Double::isFinite);
    }

    /** One of them is the greatest. */
    private BestOf normalised() {
        double all = Arrays.stream(chance).sum();
        return new BestOf(
                Arrays.stream(chance).map(one -> one / all).toArray(),
                Arrays.stream(loss).map(one -> Math.max(0, one)).toArray());
    }
}
