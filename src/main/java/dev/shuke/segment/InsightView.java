package dev.shuke.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the members that a rule matches differ from all. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Insight",
        requiredProperties = {"members", "matching", "tests", "dimensions"})
public record InsightView(
        @Schema(description = "All who may be used for the purpose", examples = "4372")
        long members,

        @Schema(description = "Of them, those that the rule matches", examples = "868")
        long matching,

        @Schema(
                description =
                        "True for callers who may see no person: all numbers are to the nearest ten, 0 where fewer"
                                + " than ten are meant, shares and tests are made of these, and members who are few in what they"
                                + " are like count as those whom they are most like")
        Boolean rounded,

        @Schema(
                description = "How many values were tested, to which the adjusted p-values are adjusted",
                examples = "57")
        int tests,

        List<Dimension> dimensions) {

    /** The values of a dimension that most members have, those first that are most over-represented. */
    @Schema(
            name = "InsightOfDimension",
            requiredProperties = {"dimension", "values"})
    public record Dimension(InsightDimension dimension, List<Value> values) {}

    /** A value, and how common it is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "InsightOfValue",
            requiredProperties = {"value", "members"})
    public record Value(
            @Schema(description = "Of an attribute its key and value", examples = "Shanghai")
            String value,

            @Schema(description = "Of a pair of tags the second", examples = "organic")
            String with,

            @Schema(description = "How many of all members have it: at least 10", examples = "1240")
            long members,

            @Schema(description = "How many of those that the rule matches; absent below 10", examples = "610")
            Long matching,

            @Schema(description = "The part of those that the rule matches", examples = "0.70276")
            Double share,

            @Schema(description = "The part of all members", examples = "0.28362")
            Double baseShare,

            @Schema(description = "Share by base share", examples = "2.47779")
            Double lift,

            @Schema(
                    description =
                            "By Pearson's chi-square test; absent where fewer than 5 are to be expected in a cell",
                    examples = "0.00001")
            Double pValue,

            @Schema(
                    description = "Adjusted after Benjamini and Hochberg to all tests of this answer",
                    examples = "0.0004")
            Double adjustedPValue,

            @Schema(description = "Whether the adjusted p-value is at most 0.05")
            Boolean significant) {}
}
