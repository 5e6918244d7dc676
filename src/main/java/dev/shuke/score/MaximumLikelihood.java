package dev.shuke.score;

import java.util.Arrays;
import org.hipparchus.analysis.MultivariateFunction;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.hipparchus.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * The most likely positive parameters. The search (Nelder and Mead 1965) runs over their logarithms, begins again from
 * where it ended until that gains nothing, and stays within e<sup>±{@value #REACH}</sup> of the start: a parameter whose
 * likelihood only grows towards 0 or infinity, such as the share of buyers who stop in data where nobody does, ends there.
 */
final class MaximumLikelihood {
    private static final double REACH = 8;
    private static final int MAX_EVALUATIONS = 20_000;
    private static final int MAX_RESTARTS = 20;
    /** Of the log-likelihood itself, where a difference of 2 begins to tell models apart. */
    private static final double PRECISION = 1e-9;

    private static final double GAIN_WORTH_A_RESTART = 1e-6;

    private MaximumLikelihood() {}

    /**
     * @param logLikelihood of parameters; NaN and infinite values count as impossible
     * @param start above zero, of the order of magnitude expected
     */
    static double[] parameters(MultivariateFunction logLikelihood, double... start) {
        MultivariateFunction inLogs = logs -> within(logs) ? finite(logLikelihood.value(scaled(start, logs))) : -1e300;
        PointValuePair best = climbed(inLogs, new double[start.length]);
        for (int restart = 0; restart < MAX_RESTARTS; restart++) {
            PointValuePair next = climbed(inLogs, best.getPoint());
            if (next.getValue() - best.getValue() < GAIN_WORTH_A_RESTART) {
                return scaled(start, next.getPoint());
            }
            best = next;
        }
        throw notConverged();
    }

    private static PointValuePair climbed(MultivariateFunction function, double[] from) {
        try {
            return new SimplexOptimizer(new SimpleValueChecker(-1, PRECISION))
                    .optimize(
                            new MaxEval(MAX_EVALUATIONS),
                            new ObjectiveFunction(function),
                            GoalType.MAXIMIZE,
                            new InitialGuess(from),
                            new NelderMeadSimplex(from.length, 0.5));
        } catch (MathRuntimeException e) {
            throw notConverged();
        }
    }

    private static boolean within(double[] logs) {
        return Arrays.stream(logs).allMatch(log -> Math.abs(log) <= REACH);
    }

    private static double[] scaled(double[] start, double[] logs) {
        double[] parameters = new double[start.length];
        Arrays.setAll(parameters, i -> start[i] * Math.exp(logs[i]));
        return parameters;
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : -1e300;
    }

    private static ModelRefusedException notConverged() {
        return new ModelRefusedException(
                ModelRefusedException.Reason.NOT_CONVERGED, "no set of parameters explains these purchases best");
    }
}
