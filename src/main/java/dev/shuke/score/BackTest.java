package dev.shuke.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well probabilities foretold what then happened, beside those of a baseline for the same members.
 *
 * @param members how many
 * @param happened the share of them to whom it happened
 * @param auc how probable it is that of two members, one to whom it happened and one not, the former had the higher
 *     probability; 0.5 is chance
 * @param brier mean squared difference of probability and outcome (Brier 1950); the less the better
 * @param reliability in ten parts of as many members each, by rising probability: what was foretold and what happened
 */
public record BackTest(
        int members,
        double happened,
        double auc,
        double baselineAuc,
        double brier,
        double baselineBrier,
        List<Part> reliability) {
    private static final int PARTS = 10;

    /**
     * @param foretold mean probability
     * @param happened share
     */
    public record Part(int members, double foretold, double happened) {}

    public BackTest {
        reliability = List.copyOf(reliability);
    }

    /** Of probabilities and outcomes, member by member. */
    static BackTest of(double[] probabilities, double[] baseline, boolean[] outcomes) {
        int[] everybody = IntStream.range(0, outcomes.length).toArray();
        return new BackTest(
                outcomes.length,
                share(outcomes, everybody),
                auc(probabilities, outcomes),
                auc(baseline, outcomes),
                brier(probabilities, outcomes),
                brier(baseline, outcomes),
                reliability(probabilities, outcomes));
    }

    /** Neither the order nor the probabilities are worse than the baseline's, and the order is better than chance. */
    public boolean passed() {
        return auc > 0.5 && auc >= baselineAuc && brier <= baselineBrier;
    }

    /** Mann and Whitney's (1947) U over the number of pairs; equal scores count half. NaN where all outcomes are alike. */
    static double auc(double[] scores, boolean[] outcomes) {
        int[] order = byScore(scores);
        double ranksOfHappened = 0;
        double happened = 0;
        for (int from = 0, to = 0; from < order.length; from = to) {
            int tied = 0;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                tied += outcomes[order[to++]] ? 1 : 0;
            }
            ranksOfHappened += tied * (from + 1 + to) / 2.0;
            happened += tied;
        }
        return (ranksOfHappened - happened * (happened + 1) / 2) / (happened * (order.length - happened));
    }

    static double brier(double[] probabilities, boolean[] outcomes) {
        return IntStream.range(0, outcomes.length)
                .mapToDouble(i -> Math.pow(probabilities[i] - (outcomes[i] ? 1 : 0), 2))
                .average()
                .orElse(Double.NaN);
    }

    private static List<Part> reliability(double[] probabilities, boolean[] outcomes) {
        int[] order = byScore(probabilities);
        List<Part> parts = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            int from = (int) ((long) order.length * part / PARTS);
            int to = (int) ((long) order.length * (part + 1) / PARTS);
            int[] members = IntStream.range(from, to).map(i -> order[i]).toArray();
            if (members.length > 0) {
                double foretold = IntStream.of(members)
                        .mapToDouble(i -> probabilities[i])
                        .average()
                        .orElseThrow();
                parts.add(new Part(members.length, foretold, share(outcomes, members)));
            }
        }
        return parts;
    }

    private static int[] byScore(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double share(boolean[] outcomes, int[] members) {
        return IntStream.of(members).filter(i -> outcomes[i]).count() / (double) members.length;
    }
}
