package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an experiment is measured by. Which fields a type needs and takes is checked with the experiment. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "ExperimentMetric",
        requiredProperties = {"key", "type"})
public record MetricDefinition(
        @NotNull(message = "must be given") @Pattern(
                regexp = "[a-z][a-z0-9_-]{0,62}",
                message = "must be 1 to 63 lower-case letters, digits, _ and hyphens, a letter first")
        @Schema(examples = "conversion", description = "Unique in the experiment")
        String key,

        @NotNull(message = "must be given") MetricType type,

        @Size(min = 1, max = 64, message = "must have 1 to 64 characters") @Schema(examples = "order.paid", description = "Type of the events that count; `order.paid` when absent")
        String event,

        @Size(min = 1, max = 64, message = "must have 1 to 64 characters") @Schema(
                examples = "amount",
                description = "`amount`, or a property of the events that is a number; absent to count the events")
        String field,

        @Valid @Schema(description = "Of a ratio: what is divided by")
        Part denominator,

        @Schema(examples = "0.9", description = "Of a quantile: above 0 and below 1")
        Double quantile,

        @Min(value = 1, message = "must be from 1 to 365") @Max(value = 365, message = "must be from 1 to 365") @Schema(description = "How many days after a unit's first exposure count; all when absent", examples = "14")
        Integer windowDays,

        @Size(min = 2, max = 2, message = "must have two numbers") @Schema(examples = "[7, 14]", description = "Of retention: from which to which day after the first exposure")
        List<
                        @NotNull(message = "must be given") @Min(value = 0, message = "must be from 0 to 365") @Max(value = 365, message = "must be from 0 to 365") Integer>
                retentionDays,

        @Schema(
                examples = "0.99",
                description = "The quantile of all units that larger values are cut to; none when absent")
        Double winsorise,

        @Min(value = 1, message = "must be from 1 to 365") @Max(value = 365, message = "must be from 1 to 365") @Schema(
                examples = "28",
                description = "How many days before the first exposure tell what the unit did anyway (CUPED)")
        Integer covariateDays,

        @Schema(
                description =
                        "Exactly one is `primary`; when absent `secondary`, or `primary` of a metric that is the only one")
        MetricRole role,

        @Schema(description = "Which way is better; `increase` when absent")
        Direction direction) {

    private static final String ORDER = "order.paid";

    /** Events, or a field of them. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ExperimentMetricPart", requiredProperties = "event")
    public record Part(
            @NotNull(message = "must be given") @Size(min = 1, max = 64, message = "must have 1 to 64 characters") @Schema(examples = "product.viewed")
            String event,

            @Size(min = 1, max = 64, message = "must have 1 to 64 characters") String field) {}

    /** Which way is better. */
    @Schema(name = "ExperimentMetricDirection")
    public enum Direction {
        INCREASE,
        DECREASE;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return key();
        }
    }

    /** @param only whether it is the experiment's only one, which can be nothing but the primary one */
    MetricDefinition complete(boolean only) {
        return new MetricDefinition(
                key,
                type,
                event == null && type != MetricType.REVENUE && type != MetricType.ROI ? ORDER : event,
                field,
                denominator,
                quantile,
                windowDays,
                retentionDays,
                winsorise,
                covariateDays,
                role == null ? only ? MetricRole.PRIMARY : MetricRole.SECONDARY : role,
                direction == null ? Direction.INCREASE : direction);
    }
}
