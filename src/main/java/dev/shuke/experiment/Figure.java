package dev.shuke.experiment;

import dev.shuke.eventtype.Bilingual;
import dev.shuke.experiment.ResultsView.NotComputed;
import dev.shuke.experiment.ResultsView.Range;
import dev.shuke.experiment.statistics.Computed;
import dev.shuke.experiment.statistics.Interval;
import dev.shuke.experiment.statistics.Why;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * How figures are told.
 *
 * @param digits that count; of sums that several processes of the database add up in any order, the last ones differ from
 *     call to call
 */
record Figure(boolean rounded, int digits) {
    /** Below it a number could point at persons. */
    static final int K = 10;

    private static final int EXACT = 9;
    private static final int ROUGH = 3;

    static Figure of(boolean rounded) {
        return new Figure(rounded, rounded ? ROUGH : EXACT);
    }

    double told(double value) {
        return new BigDecimal(value).round(new MathContext(digits)).doubleValue();
    }

    Double told(Computed<Double> value) {
        return value instanceof Computed.Value<Double>(Double found) ? told(found) : null;
    }

    Range told(Interval interval) {
        return new Range(told(interval.lower()), told(interval.upper()), told(interval.confidence()));
    }

    /** To the nearest ten where it is to be. */
    long told(long units) {
        return rounded ? (units + K / 2) / K * K : units;
    }

    static NotComputed why(Computed<?> computed) {
        return computed instanceof Computed.Not<?>(Why why)
                ? new NotComputed(why.name().toLowerCase(Locale.ROOT), new Bilingual(why.zh(), why.en()))
                : null;
    }
}
