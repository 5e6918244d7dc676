package dev.shuke.score;

import dev.shuke.score.LogisticRegression.Term;
import dev.shuke.score.ModelRefusedException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Logistic regression by Newton's method, which finds the one optimum. Values are standardised, and weights other than the
 * intercept carry a ridge penalty of {@value #RIDGE} (le Cessie and van Houwelingen 1992, "Ridge estimators in logistic
 * regression"): next to nothing against hundreds of cases, but it keeps weights finite where outcomes can be told apart
 * without error, and apart where two values say the same.
 */
final class LogisticFit {
    static final double RIDGE = 1;

    private static final int MAX_STEPS = 100;
    private static final double SETTLED = 1e-9;

    private final RealMatrix cases;
    private final RealVector outcomes;
    private final RealVector ridge;

    private LogisticFit(double[][] cases, boolean[] outcomes) {
        this.cases = new Array2DRowRealMatrix(cases, false);
        this.outcomes = new ArrayRealVector(outcomes.length);
        for (int i = 0; i < outcomes.length; i++) {
            this.outcomes.setEntry(i, outcomes[i] ? 1 : 0);
        }
        ridge = new ArrayRealVector(cases[0].length, RIDGE);
        ridge.setEntry(0, 0);
    }

    /**
     * Learns from cases.
     *
     * @param rows a case each, all of one length
     * @param outcomes whether it happened, in the order of the rows
     * @throws ModelRefusedException where it happened always, or never
     */
    static LogisticRegression of(List<double[]> rows, boolean[] outcomes) {
        long happened =
                IntStream.range(0, outcomes.length).filter(i -> outcomes[i]).count();
        if (happened == 0 || happened == outcomes.length) {
            throw new ModelRefusedException(
                    Reason.ONE_OUTCOME, "all outcomes are alike: there is nothing to tell apart");
        }
        List<Term> standards = IntStream.range(0, rows.getFirst().length)
                .mapToObj(column -> standard(rows, column))
                .toList();
        double[][] cases =
                rows.stream().map(row -> standardised(standards, row)).toArray(double[][]::new);
        double[] weights = new LogisticFit(cases, outcomes).weights().toArray();
        List<Term> terms = new ArrayList<>();
        for (Term standard : standards) {
            terms.add(new Term(standard.mean(), standard.deviation(), weights[terms.size() + 1]));
        }
        return new LogisticRegression(weights[0], terms);
    }

    private static Term standard(List<double[]> rows, int column) {
        double mean = rows.stream().mapToDouble(row -> row[column]).average().orElseThrow();
        double variance = rows.stream()
                .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
                .average()
                .orElseThrow();
        return new Term(mean, Math.sqrt(variance) > 1e-9 * Math.abs(mean) ? Math.sqrt(variance) : 0, 0);
    }

    /** Behind a 1 for the intercept. */
    private static double[] standardised(List<Term> standards, double[] row) {
        double[] values = new double[row.length + 1];
        Arrays.setAll(values, i -> i == 0 ? 1 : standards.get(i - 1).standardised(row[i - 1]));
        return values;
    }

    private RealVector weights() {
        RealVector weights = new ArrayRealVector(ridge.getDimension());
        for (int step = 0; step < MAX_STEPS; step++) {
            RealVector move = newton(weights);
            while (move.getNorm() > SETTLED && likelihood(weights.add(move)) < likelihood(weights)) {
                move = move.mapMultiply(0.5);
            }
            weights = weights.add(move);
            if (move.getNorm() <= SETTLED) {
                return weights;
            }
        }
        throw new ModelRefusedException(Reason.NOT_CONVERGED, "no weights explain these outcomes best");
    }

    private RealVector newton(RealVector weights) {
        RealVector probabilities = cases.operate(weights).map(logOdds -> 1 / (1 + Math.exp(-logOdds)));
        RealVector slope = cases.preMultiply(outcomes.subtract(probabilities)).subtract(ridge.ebeMultiply(weights));
        RealMatrix curvature = new Array2DRowRealMatrix(ridge.getDimension(), ridge.getDimension());
        for (int i = 0; i < probabilities.getDimension(); i++) {
            double spread = probabilities.getEntry(i) * (1 - probabilities.getEntry(i));
            addOuter(curvature, cases.getRow(i), spread);
        }
        for (int i = 0; i < ridge.getDimension(); i++) {
            curvature.addToEntry(i, i, ridge.getEntry(i));
        }
        return new CholeskyDecomposition(curvature).getSolver().solve(slope);
    }

    private static void addOuter(RealMatrix matrix, double[] row, double factor) {
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j < row.length; j++) {
                matrix.addToEntry(i, j, factor * (row[i] * row[j]));
            }
        }
    }

    private double likelihood(RealVector weights) {
        RealVector logOdds = cases.operate(weights);
        double fits = outcomes.dotProduct(logOdds);
        for (double each : logOdds.toArray()) {
            fits -= Math.max(0, each) + Math.log1p(Math.exp(-Math.abs(each)));
        }
        return fits - 0.5 * ridge.dotProduct(weights.ebeMultiply(weights));
    }
}
