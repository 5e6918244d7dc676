package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.shuke.eventtype.Bilingual;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came of an experiment, and what may be concluded. */
@JsonInclude(Include.NON_NULL)
@Schema(
        name = "ExperimentResults",
        requiredProperties = {
            "experimentId",
            "asOf",
            "rounded",
            "control",
            "verdicts",
            "sampleRatio",
            "multipleExposure",
            "variants",
            "metrics"
        })
public record ResultsView(
        UUID experimentId,

        @Schema(description = "What happened or was recorded later is not in it")
        Instant asOf,

        @Schema(
                description =
                        "For callers who may see no person, or no exact amount: units to the nearest ten, figures to three digits, and `asOf` the begin of a day")
        boolean rounded,

        @Schema(description = "The variant that the others are compared with", examples = "a")
        String control,

        @Schema(description = "Of the primary metric, one for each other variant; empty without one")
        List<Conclusion> verdicts,

        SampleRatioCheck sampleRatio,
        MultipleExposureCheck multipleExposure,
        List<VariantUnits> variants,

        @Schema(description = "In the definition's order, of all units together")
        List<MetricResults> metrics,

        @Schema(description = "Where it was asked for: likewise of the units of each part, those first that have most")
        List<PartResults> breakdown) {

    /** Why there is no figure. */
    @Schema(
            name = "NotComputed",
            requiredProperties = {"code", "reason"})
    public record NotComputed(
            @Schema(examples = "no_variation") String code, Bilingual reason) {}

    /** What may be concluded, in words. */
    @JsonInclude(Include.NON_NULL)
    @Schema(
            name = "ExperimentVerdict",
            requiredProperties = {"kind", "sentence"})
    public record Conclusion(
            @Schema(examples = "b") String variant,

            @Schema(
                    description =
                            "sample_ratio_mismatch, multiple_exposure, not_computable, not_enough_data, better, worse or no_difference",
                    examples = "better")
            String kind,

            Bilingual sentence) {}

    /** Whether as many units came to each variant as were sent there. */
    @JsonInclude(Include.NON_NULL)
    @Schema(name = "SampleRatioCheck", requiredProperties = "mismatch")
    public record SampleRatioCheck(
            @Schema(description = "If so, no result may be read")
            boolean mismatch,

            @Schema(description = "Chi-square; absent of stores, which are counted out by Fisher's exact test")
            Double statistic,

            Double pValue,
            NotComputed notComputed) {}

    /** Units that saw several variants; they are in no other number. */
    @JsonInclude(Include.NON_NULL)
    @Schema(
            name = "MultipleExposureCheck",
            requiredProperties = {"tooMany", "share"})
    public record MultipleExposureCheck(
            @Schema(description = "If so, no result may be read")
            boolean tooMany,

            double share,

            @Schema(description = "Absent where it could point at persons")
            Long units) {}

    /** Who saw a variant. */
    @JsonInclude(Include.NON_NULL)
    @Schema(
            name = "VariantUnits",
            requiredProperties = {"variant", "tooFew"})
    public record VariantUnits(
            @Schema(examples = "b") String variant,

            @Schema(description = "So few that a number could point at persons: there is none")
            boolean tooFew,

            Long units) {}

    /** One metric. */
    @JsonInclude(Include.NON_NULL)
    @Schema(
            name = "MetricResults",
            requiredProperties = {"key", "type", "role", "method", "correction", "variants"})
    public record MetricResults(
            @Schema(examples = "conversion") String key,
            MetricType type,
            MetricRole role,

            @Schema(
                    description =
                            "How two variants are compared: two_proportions, welch, confidence_sequence or group_sequential, with _cuped where the days before were taken off",
                    examples = "two_proportions")
            String method,

            @Schema(
                    description =
                            "Of p-values for their number: holm over the variants of the primary metric, and over all others together; benjamini_hochberg over the parts of a breakdown",
                    examples = "holm")
            String correction,

            @Schema(description = "The share of the variance that the days before explain")
            Double varianceReduction,

            List<VariantFigures> variants) {}

    /** A metric of one variant. */
    @JsonInclude(Include.NON_NULL)
    @Schema(name = "VariantFigures", requiredProperties = "variant")
    public record VariantFigures(
            @Schema(examples = "b") String variant,
            Long units,

            @Schema(description = "In the metric's unit; money in minor units, shares as fractions of 1")
            Double value,

            Double standardError,

            @Schema(description = "Of a share: Wilson's") Range interval,

            NotComputed notComputed,
            Against comparison,

            @Schema(description = "Of the primary metric: the chance that it is the best of all variants")
            Double chanceOfBest,

            @Schema(description = "Of a return on investment")
            Roi roi) {}

    /** Where a figure is believed to lie. */
    @Schema(
            name = "ConfidenceInterval",
            requiredProperties = {"lower", "upper", "confidence"})
    public record Range(double lower, double upper, double confidence) {}

    /** A variant against control. */
    @JsonInclude(Include.NON_NULL)
    @Schema(name = "VariantComparison", requiredProperties = "verdict")
    public record Against(
            @Schema(description = "Variant less control") Double difference,
            Range interval,

            @Schema(description = "The difference relative to control: 0.041 is +4.1 %")
            Double lift,

            Range liftInterval,

            @Schema(description = "Two-sided, of this comparison alone")
            Double pValue,

            @Schema(description = "Corrected for the number of comparisons")
            Double correctedPValue,

            NotComputed notComputed,
            Conclusion verdict) {}

    /** Beyond control, for each minor unit that the variant costs more. */
    @JsonInclude(Include.NON_NULL)
    @Schema(name = "ReturnOnInvestmentFigures")
    public record Roi(
            @Schema(description = "0.5 where 1 spent brought 1.5")
            Double value,

            Range interval,

            @Schema(description = "For each unit, in minor units")
            Double additionalReturn,

            @Schema(description = "Likewise") Double additionalCost,

            NotComputed notComputed) {}

    /** The units of one part. */
    @JsonInclude(Include.NON_NULL)
    @Schema(
            name = "PartResults",
            requiredProperties = {"by", "metrics"})
    public record PartResults(
            ResultsBy by,

            @Schema(description = "Absent: nothing was known of them")
            String value,

            List<MetricResults> metrics) {}
}
