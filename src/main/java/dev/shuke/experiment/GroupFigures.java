package dev.shuke.experiment;

import dev.shuke.experiment.statistics.Correction;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.Use;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/** What may be told of groups of members: figures of at least ten, for who may have members counted by them. */
final class GroupFigures {
    /** Fewer members could be told apart. */
    static final int LEAST = 10;

    private static final MathContext THREE = new MathContext(3);

    private GroupFigures() {}

    /** @throws ApiException field_forbidden */
    static void requireBehaviour() {
        require(FieldGroup.BEHAVIOUR, "It tells of what members did, which is not for this caller.");
    }

    /** @throws ApiException field_forbidden */
    static void requireAmounts() {
        require(FieldGroup.AMOUNT, "It tells of what members paid, which is not for this caller.");
    }

    /**
     * Where a rule or a segment is named.
     *
     * @throws ApiException forbidden
     */
    static void requireSegments() {
        if (!CallContext.current().caller().may(Permission.SEGMENTS_READ)) {
            throw new ApiException(ErrorCode.FORBIDDEN, "Needs " + Permission.SEGMENTS_READ + " besides.");
        }
    }

    private static void require(FieldGroup group, String detail) {
        if (!FieldPolicy.of(CallContext.current()).canUse(group, Use.AGGREGATE)) {
            throw new ApiException(ErrorCode.FIELD_FORBIDDEN, detail);
        }
    }

    /** Whether the caller sees what single members did and paid. */
    static boolean whole(FieldPolicy policy) {
        return policy.canReadWhole(FieldGroup.BEHAVIOUR) && policy.canReadWhole(FieldGroup.AMOUNT);
    }

    /** How many digits of a figure the caller may be told: three, or all of them. */
    static DoubleUnaryOperator told(FieldPolicy policy) {
        return whole(policy) ? DoubleUnaryOperator.identity() : GroupFigures::threeDigits;
    }

    /** P-values corrected for the number of comparisons that there are; 1 of those that there are not. */
    static double[] corrected(List<OptionalDouble> pValues) {
        double[] computed =
                pValues.stream().flatMapToDouble(OptionalDouble::stream).toArray();
        double[] holm = Correction.HOLM.corrected(computed);
        double[] corrected = new double[pValues.size()];
        int next = 0;
        for (int i = 0; i < corrected.length; i++) {
            corrected[i] = pValues.get(i).isPresent() ? holm[next++] : 1;
        }
        return corrected;
    }

    /** Members to the nearest ten; 0 of fewer than ten. */
    static long rounded(long members) {
        return members < LEAST ? 0 : (members + LEAST / 2) / LEAST * LEAST;
    }

    /** Three digits, so that one member's part in a figure of many cannot be read out of two of them. */
    static double threeDigits(double figure) {
        return BigDecimal.valueOf(figure).round(THREE).doubleValue();
    }
}
