package dev.shuke.experiment.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Of p-values for their number: whoever asks twenty questions is answered yes once by chance. */
public enum Correction {
    /** No false yes at all, in 95 % of experiments: Holm 1979, Scandinavian Journal of Statistics 6(2), 65–70. */
    HOLM {
        @Override
        public double[] corrected(double... pValues) {
            Integer[] order = ascending(pValues);
            double[] corrected = new double[pValues.length];
            double least = 0;
            for (int rank = 0; rank < order.length; rank++) {
                least = Math.max(least, Math.min(1, (order.length - rank) * pValues[order[rank]]));
                corrected[order[rank]] = least;
            }
            return corrected;
        }
    },
    /**
     * At most 5 % of all yes are false: Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57(1),
     * 289–300.
     */
    BENJAMINI_HOCHBERG {
        @Override
        public double[] corrected(double... pValues) {
            Integer[] order = ascending(pValues);
            double[] corrected = new double[pValues.length];
            double most = 1;
            for (int rank = order.length - 1; rank >= 0; rank--) {
                most = Math.min(most, pValues[order[rank]] * order.length / (rank + 1));
                corrected[order[rank]] = most;
            }
            return corrected;
        }
    };

    /** In the order that they came; to be compared with α as if there were but one. */
    public abstract double[] corrected(double... pValues);

    private static Integer[] ascending(double[] pValues) {
        if (Arrays.stream(pValues).anyMatch(p -> !(p >= 0 && p <= 1))) {
            throw new IllegalArgumentException("a p-value lies between 0 and 1");
        }
        return IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .toArray(Integer[]::new);
    }
}
