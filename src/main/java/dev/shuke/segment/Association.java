package dev.shuke.segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.special.Gamma;

/**
 * How having a value goes with being in a group of members: the four cells of a table.
 *
 * @param both members of the group that have the value
 * @param have members that have it
 * @param group members of the group
 * @param all members
 */
record Association(long both, long have, long group, long all) {
    /** Expected in each cell, below which the distribution of the test's statistic is not the one that is assumed. */
    private static final double LEAST_EXPECTED = 5;

    /** The part of the group that has the value. */
    double share() {
        return (double) both / group;
    }

    /** The part of all that has the value. */
    double baseShare() {
        return (double) have / all;
    }

    /** How many times as common the value is in the group as it is among all: 1 when it says nothing. */
    double lift() {
        return share() / baseShare();
    }

    /** Whether all four cells would hold enough members if the two had nothing to do with each other. */
    boolean testable() {
        double least = (double) Math.min(have, all - have) * Math.min(group, all - group) / all;
        return least >= LEAST_EXPECTED;
    }

    /** Pearson's statistic, of one degree of freedom, without a correction for continuity. */
    double chiSquare() {
        double difference = (double) both * (all - have - group + both) - (double) (have - both) * (group - both);
        return all * difference / have * difference / group / (all - have) / (all - group);
    }

    /** How probable so large a {@link #chiSquare} is if the two have nothing to do with each other. */
    double pValue() {
        return Gamma.regularizedGammaQ(0.5, chiSquare() / 2);
    }

    /**
     * Several p-values, each raised so far that to call what is at most q a finding makes the expected part of false ones
     * among the findings at most q: Benjamini and Hochberg (1995), "Controlling the False Discovery Rate", Journal of the
     * Royal Statistical Society B 57(1), as adjusted values.
     */
    static List<Double> adjusted(List<Double> pValues) {
        List<Integer> falling = IntStream.range(0, pValues.size())
                .boxed()
                .sorted(Comparator.comparing(pValues::get).reversed())
                .toList();
        List<Double> adjusted = new ArrayList<>(pValues);
        double least = 1;
        for (int i = 0; i < falling.size(); i++) {
            int rank = falling.size() - i;
            least = Math.min(least, pValues.get(falling.get(i)) * falling.size() / rank);
            adjusted.set(falling.get(i), least);
        }
        return adjusted;
    }
}
