package dev.shuke.experiment.statistics;

import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Where a Brownian motion is at a time if it has left no boundary before, as probabilities at the nodes of a composite
 * Gauss–Legendre rule. The panels are as wide as the shorter of the two last steps' deviations, on which scale the density
 * is smooth; ten nodes each give twelve digits.
 */
record SequentialWalk(double time, double lastDeviation, double[] at, double[] probability) {
    static final SequentialWalk START =
            new SequentialWalk(0, Double.POSITIVE_INFINITY, new double[] {0}, new double[] {1});

    private static final GaussIntegrator PANEL = new GaussIntegratorFactory().legendre(10);
    /** In standard deviations: nothing that counts is beyond. */
    private static final double FAR = 9;

    /** Of a probability. */
    private static final double NEVER = 1e-200;

    private static final double ACCURACY = 1e-12;
    private static final int MOST_STEPS = 50;

    /** How likely it is beyond ±boundary then. */
    double beyond(double then, double boundary) {
        double deviation = Math.sqrt(then - time);
        double edge = boundary * Math.sqrt(then);
        double sum = 0;
        for (int i = 0; i < at.length; i++) {
            sum += probability[i]
                    * (Tails.normalAbove((edge - at[i]) / deviation) + Tails.normalAbove((edge + at[i]) / deviation));
        }
        return sum;
    }

    /**
     * How likely it is above the boundary then if it also drifts, by so much in a time of 1: the same ways, each as much
     * likelier as the drift makes it (Girsanov).
     */
    double above(double then, double boundary, double drift) {
        double deviation = Math.sqrt(then - time);
        double edge = boundary * Math.sqrt(then) - drift * (then - time);
        double sum = 0;
        for (int i = 0; i < at.length; i++) {
            sum += probability[i]
                    * Math.exp(drift * at[i] - drift * drift * time / 2)
                    * Tails.normalAbove((edge - at[i]) / deviation);
        }
        return sum;
    }

    /** The boundary, in standard deviations then, that it is beyond with this probability. */
    double boundary(double then, double probability) {
        if (probability < NEVER) {
            return Tails.normalQuantileAbove(NEVER);
        }
        // Without any boundary before it would be there; having lost some before, it is nearer. The tail's logarithm is
        // concave, so that Newton's steps come down to it and do not pass it.
        double boundary = Tails.normalQuantileAbove(probability / 2);
        double step = 1;
        for (int steps = 0; Math.abs(step) > ACCURACY && steps < MOST_STEPS; steps++) {
            double beyond = beyond(then, boundary);
            step = Math.log(beyond / probability) * beyond / slope(then, boundary);
            boundary = Math.max(0, boundary + step);
        }
        return boundary;
    }

    /** By how much less it is beyond, for a boundary a little farther. */
    private double slope(double then, double boundary) {
        double deviation = Math.sqrt(then - time);
        double edge = boundary * Math.sqrt(then);
        double sum = 0;
        for (int i = 0; i < at.length; i++) {
            sum += probability[i]
                    * (Tails.normalDensity((edge - at[i]) / deviation)
                            + Tails.normalDensity((edge + at[i]) / deviation));
        }
        return sum * Math.sqrt(then) / deviation;
    }

    /** What goes on from there. */
    SequentialWalk within(double then, double boundary) {
        double deviation = Math.sqrt(then - time);
        double edge = Math.min(boundary, FAR) * Math.sqrt(then);
        int panels = Math.max(2, (int) Math.ceil(2 * edge / Math.min(deviation, lastDeviation)));
        int each = PANEL.getNumberOfPoints();
        double half = edge / panels;
        double[] points = new double[panels * each];
        double[] probabilities = new double[panels * each];
        for (int i = 0; i < points.length; i++) {
            points[i] = -edge + half * (2 * (i / each) + 1 + PANEL.getPoint(i % each));
            probabilities[i] = half * PANEL.getWeight(i % each) * density(points[i], deviation);
        }
        return new SequentialWalk(then, deviation, points, probabilities);
    }

    private double density(double point, double deviation) {
        double sum = 0;
        for (int i = 0; i < at.length; i++) {
            sum += probability[i] * Tails.normalDensity((point - at[i]) / deviation);
        }
        return sum / deviation;
    }
}
