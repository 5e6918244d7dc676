package dev.shuke.experiment.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Means and covariances of some numbers of each unit: what SQL's {@code count}, {@code avg}, {@code var_samp} and {@code
 * covar_samp} yield of them.
 */
public final class Moments {
    private final long units;
    private final double[] means;
    private final double[][] covariances;

    /** @param covariances of the sample, i.e. divided by one less than the units; symmetric */
    public Moments(long units, double[] means, double[][] covariances) {
        if (covariances.length != means.length
                || Arrays.stream(covariances).anyMatch(row -> row.length != means.length)) {
            throw new IllegalArgumentException("as many rows and columns of covariances as means");
        }
        this.units = units;
        this.means = means.clone();
        this.covariances = Arrays.stream(covariances).map(double[]::clone).toArray(double[][]::new);
    }

    /** Of one number. */
    public static Moments of(long units, double mean, double variance) {
        return new Moments(units, new double[] {mean}, new double[][] {{variance}});
    }

    /** Of the numbers themselves, an array for each: of all units in the same order. */
    public static Moments ofColumns(double[]... columns) {
        int units = columns[0].length;
        if (Arrays.stream(columns).anyMatch(column -> column.length != units)) {
            throw new IllegalArgumentException("columns of the same units are of one length");
        }
        double[] means = Arrays.stream(columns).mapToDouble(Moments::mean).toArray();
        double[][] covariances = new double[columns.length][columns.length];
        for (int i = 0; i < columns.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                covariances[i][j] = covariance(columns[i], means[i], columns[j], means[j]);
            }
        }
        return new Moments(units, means, covariances);
    }

    public long units() {
        return units;
    }

    public int numbers() {
        return means.length;
    }

    public double mean(int number) {
        return means[number];
    }

    public double covariance(int one, int other) {
        return covariances[one][other];
    }

    /** The mean of the first number. */
    public Computed<Estimate> estimate() {
        return Estimate.of(units, means[0], covariances[0][0] / units);
    }

    /** Of both sets of units: Chan, Golub and LeVeque 1983, The American Statistician 37(3), 242–247. */
    public Moments with(Moments other) {
        if (units == 0 || other.units == 0) {
            return units == 0 ? other : this;
        }
        double all = (double) units + other.units;
        double[] apart = IntStream.range(0, means.length)
                .mapToDouble(i -> other.means[i] - means[i])
                .toArray();
        double[] together = new double[means.length];
        Arrays.setAll(together, i -> means[i] + apart[i] * other.units / all);
        double[][] covaried = new double[means.length][means.length];
        for (int i = 0; i < means.length; i++) {
            for (int j = 0; j < means.length; j++) {
                double within = products(i, j) + other.products(i, j);
                covaried[i][j] = (within + apart[i] * apart[j] * (units / all) * other.units) / (all - 1);
            }
        }
        return new Moments(units + other.units, together, covaried);
    }

    /** The variance, over the units, of a sum of the numbers with these weights. */
    double varianceOf(double[] weights) {
        return covarianceOf(weights, weights);
    }

    double covarianceOf(double[] weights, double[] others) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < others.length; j++) {
                // A zero weight leaves a number out, whatever it is.
                sum += weights[i] == 0 || others[j] == 0 ? 0 : weights[i] * others[j] * covariances[i][j];
            }
        }
        return sum;
    }

    private double products(int one, int other) {
        return units < 2 ? 0 : covariances[one][other] * (units - 1);
    }

    private static double mean(double[] column) {
        double first = Arrays.stream(column).sum() / column.length;
        return first + Arrays.stream(column).map(value -> value - first).sum() / column.length;
    }

    private static double covariance(double[] one, double meanOfOne, double[] other, double meanOfOther) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - meanOfOne) * (other[i] - meanOfOther);
        }
        return sum / (one.length - 1);
    }
}
