package dev.shuke.experiment.statistics;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.special.Erf;
import org.hipparchus.special.Gamma;

/**
 * Tails and quantiles of the normal, Student's and the chi-square distribution, with all digits also far out and for very
 * many degrees of freedom, where the library's own lose some.
 */
final class Tails {
    /** From here on, Student's distribution is the normal one with a correction of a few terms, exact to 1e-12. */
    private static final double NEARLY_NORMAL = 20_000;

    private static final double VERY_FEW = 4;

    private static final double FAR_OUT = 1e-8;
    private static final int NEWTON_STEPS = 8;

    private static final NormalDistribution NORMAL = new NormalDistribution();

    private Tails() {}

    static double normalDensity(double z) {
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    /** P(Z &gt; z). */
    static double normalAbove(double z) {
        return 0.5 * Erf.erfc(z / Math.sqrt(2));
    }

    /** P(|Z| &gt; |z|). */
    static double normalBeyond(double z) {
        return Erf.erfc(Math.abs(z) / Math.sqrt(2));
    }

    /** The z that is exceeded with this probability, of which the library loses digits below 1e-10 and all below 1e-16. */
    static double normalQuantileAbove(double probability) {
        if (probability > 0.5) {
            return -normalQuantileAbove(1 - probability);
        }
        return probability > FAR_OUT
                ? -NORMAL.inverseCumulativeProbability(probability)
                : farQuantile(Math.log(probability));
    }

    /** Newton's method on the logarithm of the tail, which is nearly a parabola. */
    private static double farQuantile(double logProbability) {
        double z = Math.sqrt(-2 * logProbability);
        for (int step = 0; step < NEWTON_STEPS; step++) {
            double tail = normalAbove(z);
            z += (Math.log(tail) - logProbability) * tail / normalDensity(z);
        }
        return z;
    }

    /** The multiple of the standard error that a normal interval of this confidence spans to either side. */
    static double normalMultiplier(double confidence) {
        return normalQuantileAbove(Interval.alpha(confidence) / 2);
    }

    /** P(|T| &gt; |t|). For many degrees of freedom: Hill 1970, Algorithm 395, Communications of the ACM 13(10). */
    static double studentBeyond(double t, double degreesOfFreedom) {
        if (degreesOfFreedom < NEARLY_NORMAL) {
            return 2 * new TDistribution(degreesOfFreedom).cumulativeProbability(-Math.abs(t));
        }
        double a = degreesOfFreedom - 0.5;
        double b = 48 * a * a;
        double y = a * Math.log1p(t * t / degreesOfFreedom);
        double series = ((((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b) + y + 3) / b + 1;
        return normalBeyond(series * Math.sqrt(y));
    }

    /**
     * As {@link #normalMultiplier}. For many degrees of freedom Abramowitz and Stegun 1964, 26.7.5; for fewer, Newton's steps
     * from there; for very few the library's search, which takes ten times as long.
     */
    static double studentMultiplier(double confidence, double degreesOfFreedom) {
        double tail = Interval.alpha(confidence) / 2;
        if (degreesOfFreedom < VERY_FEW) {
            return -new TDistribution(degreesOfFreedom, 1e-13).inverseCumulativeProbability(tail);
        }
        double multiplier = nearlyNormal(normalQuantileAbove(tail), degreesOfFreedom);
        return degreesOfFreedom < NEARLY_NORMAL ? studentQuantile(tail, degreesOfFreedom, multiplier) : multiplier;
    }

    private static double nearlyNormal(double z, double degreesOfFreedom) {
        double first = (Math.pow(z, 3) + z) / 4;
        double second = (5 * Math.pow(z, 5) + 16 * Math.pow(z, 3) + 3 * z) / 96;
        return z + (first + second / degreesOfFreedom) / degreesOfFreedom;
    }

    private static double studentQuantile(double tail, double degreesOfFreedom, double near) {
        TDistribution student = new TDistribution(degreesOfFreedom);
        double logTail = Math.log(tail);
        double t = near;
        for (int step = 0; step < NEWTON_STEPS; step++) {
            double above = student.cumulativeProbability(-t);
            t += (Math.log(above) - logTail) * above / student.density(t);
        }
        return t;
    }

    /** P(X &gt; x). */
    static double chiSquareAbove(double x, double degreesOfFreedom) {
        return x <= 0 ? 1 : Gamma.regularizedGammaQ(degreesOfFreedom / 2, x / 2);
    }
}
