package dev.shuke.score;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The probability of an outcome, with log-odds that add up from what is known of a case. {@link LogisticFit} learns it.
 *
 * @param intercept log-odds of a case that is average in everything
 * @param terms in the order of a row's values
 */
public record LogisticRegression(double intercept, List<Term> terms) {
    public LogisticRegression {
        terms = List.copyOf(terms);
    }

    /**
     * One thing known of a case.
     *
     * @param mean over the cases learned from
     * @param deviation standard deviation over them; 0 where all were alike, and then the term says nothing
     * @param weight log-odds for one deviation more
     */
    public record Term(double mean, double deviation, double weight) {
        double standardised(double value) {
            return deviation == 0 ? 0 : (value - mean) / deviation;
        }

        /** Log-odds, against a case that is average in this. */
        double contribution(double value) {
            return weight * standardised(value);
        }
    }

    /** Of a case whose values are these, in the order of the terms. */
    public double probability(double... row) {
        double logOdds = intercept
                + IntStream.range(0, row.length)
                        .mapToDouble(i -> terms.get(i).contribution(row[i]))
                        .sum();
        return 1 / (1 + Math.exp(-logOdds));
    }
}
