package dev.shuke.experiment.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What a verdict names: the lift where there is one with bounds, else the plain difference.
 *
 * @param relative whether value and interval are a lift
 */
record VerdictFigure(Comparison comparison, boolean relative, double value, Interval interval) {
    private static final int DIGITS = 2;

    static VerdictFigure of(Comparison comparison) {
        return comparison.lift() instanceof Computed.Value<Lift>(Lift lift)
                        && lift.interval() instanceof Computed.Value<Interval>(Interval interval)
                ? new VerdictFigure(comparison, true, lift.value(), interval)
                : new VerdictFigure(comparison, false, comparison.difference(), comparison.interval());
    }

    /** Signed, e.g. {@code +4.1 %}; two digits at least, so that nothing that excludes zero reads as zero. */
    String said(double number) {
        String digits = rounded(number, RoundingMode.HALF_EVEN);
        return (number > 0 ? "+" : "") + digits.replace('-', '−') + unit();
    }

    /** Unsigned, and rounded up: nothing is larger. */
    String atMost(double number) {
        return rounded(Math.abs(number), RoundingMode.CEILING) + unit();
    }

    static String percent(double share) {
        return rounded(new BigDecimal(share).movePointRight(2), RoundingMode.HALF_EVEN) + " %";
    }

    private String rounded(double number, RoundingMode mode) {
        return rounded(new BigDecimal(number).movePointRight(relative ? 2 : 0), mode);
    }

    private static String rounded(BigDecimal number, RoundingMode mode) {
        BigDecimal digits = number.abs().compareTo(BigDecimal.ONE) < 0
                ? number.round(new MathContext(DIGITS, mode))
                : number.setScale(1, mode);
        return digits.signum() == 0 ? "0" : digits.stripTrailingZeros().toPlainString();
    }

    private String unit() {
        return relative ? " %" : "";
    }
}
