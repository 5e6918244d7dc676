package dev.shuke.score;

/** Gauss's hypergeometric function where all of it is positive, so that nothing cancels. */
final class Hypergeometric {
    private static final double RESCALE = 1e250;

    private Hypergeometric() {}

    /**
     * The logarithm of ₂F₁(a, b; c; z), summed term by term (Abramowitz and Stegun 1964, 15.1.1) to full double precision;
     * the sum is scaled down on the way, so that it may exceed what a double holds.
     *
     * @param a above 0, like b and c
     * @param z from 0 to below 1; the terms needed grow with 1/(1−z)
     */
    static double log(double a, double b, double c, double z) {
        double term = 1;
        double sum = 1;
        double scale = 0;
        for (int n = 0; ; n++) {
            double ratio = (a + n) / (c + n) * ((b + n) / (n + 1)) * z;
            term *= ratio;
            sum += term;
            // What is left is below a geometric series, once the ratio falls towards z.
            if (!(term > 1e-17 * sum * (1 - Math.max(ratio, z)))) {
                return Math.log(sum) + scale;
            }
            if (sum > RESCALE) {
                term /= RESCALE;
                sum /= RESCALE;
                scale += Math.log(RESCALE);
            }
        }
    }
}
