package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.Problem.FieldError;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is known of a metric before the experiment. */
@Schema(requiredProperties = {"type", "baseline"})
public record MetricPlan(
        @NotNull(message = "must be given") Type type,

        @NotNull(message = "must be given") @DecimalMin(value = "-1e12", message = "must be from -1e12 to 1e12") @DecimalMax(value = "1e12", message = "must be from -1e12 to 1e12") @Schema(description = "As it is today, without the variant", examples = "0.12")
        Double baseline,

        @DecimalMin(value = "0", message = "must be from 0 to 1e12") @DecimalMax(value = "1e12", message = "must be from 0 to 1e12") @Schema(description = "Of the units, for a mean; of the units' numerators, for a ratio", examples = "4200")
        Double standardDeviation,

        @Valid @Schema(description = "For a ratio alone") Denominator denominator,

        @DecimalMin(value = "-0.999", message = "must be from -0.999 to 0.999") @DecimalMax(value = "0.999", message = "must be from -0.999 to 0.999") @Schema(
                description =
                        "Of a unit's value with the same before the experiment, where results are adjusted for it",
                examples = "0.6")
        Double covariateCorrelation) {

    /** What a unit brings to the analysis. */
    @Schema(name = "PlannedMetricType")
    public enum Type {
        /** It did it or not. */
        PROPORTION,
        /** A number. */
        MEAN,
        /** Two numbers: the metric is the one's sum over the other's. */
        RATIO;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return key();
        }
    }

    /** What a ratio is divided by. */
    @Schema(
            name = "RatioDenominator",
            requiredProperties = {"mean", "standardDeviation", "correlation"})
    public record Denominator(
            @NotNull(message = "must be given") @DecimalMin(value = "-1e12", message = "must be from -1e12 to 1e12") @DecimalMax(value = "1e12", message = "must be from -1e12 to 1e12") @Schema(description = "Of a unit, such as orders of a member", examples = "2.4")
            Double mean,

            @NotNull(message = "must be given") @DecimalMin(value = "0", message = "must be from 0 to 1e12") @DecimalMax(value = "1e12", message = "must be from 0 to 1e12") @Schema(examples = "1.9")
            Double standardDeviation,

            @NotNull(message = "must be given") @DecimalMin(value = "-1", message = "must be from -1 to 1") @DecimalMax(value = "1", message = "must be from -1 to 1") @Schema(description = "Of a unit's numerator with its denominator", examples = "0.8")
            Double correlation) {}

    private static final String NOTHING_VARIES =
            "must be such that units differ: where nothing varies, nothing can be computed";

    /** What cannot be computed with, at {@code /metric}. */
    List<FieldError> errors() {
        List<FieldError> errors = new ArrayList<>();
        if (type == Type.PROPORTION) {
            expect(
                    baseline > 0 && baseline < 1,
                    "baseline",
                    "must for a proportion be above 0 and below 1: at 0 or 1 nothing varies, and nothing can be computed",
                    errors);
            expect(standardDeviation == null, "standardDeviation", "is not for a proportion", errors);
        } else {
            expect(standardDeviation != null, "standardDeviation", "must be given for a mean or a ratio", errors);
        }
        expect(type == Type.RATIO || denominator == null, "denominator", "is for a ratio alone", errors);
        expect(type != Type.RATIO || denominator != null, "denominator", "must be given for a ratio", errors);
        if (errors.isEmpty() && type == Type.RATIO) {
            expect(
                    denominator.mean() != 0,
                    "denominator/mean",
                    "must not be 0: a ratio to nothing cannot be computed",
                    errors);
        }
        if (errors.isEmpty() && type != Type.PROPORTION) {
            expect(deviation() > 0 && Double.isFinite(deviation()), "standardDeviation", NOTHING_VARIES, errors);
        }
        return errors;
    }

    private static void expect(boolean holds, String field, String reason, List<FieldError> errors) {
        if (!holds) {
            errors.add(FieldError.at("/metric/" + field, reason));
        }
    }

    /** Of the units of a mean; of a ratio by the delta method, as {@code statistics.RatioMetric} has it. */
    double deviation() {
        if (type == Type.MEAN) {
            return standardDeviation;
        }
        double slope = baseline * denominator.standardDeviation();
        double variance = standardDeviation * standardDeviation
                + slope * slope
                - 2 * slope * standardDeviation * denominator.correlation();
        return Math.sqrt(Math.max(0, variance)) / Math.abs(denominator.mean());
    }

    /** The share of the variance that the covariate leaves: Deng et al. 2013, 3.1. */
    double unexplained() {
        return covariateCorrelation == null ? 1 : 1 - covariateCorrelation * covariateCorrelation;
    }
}
