package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.segment.Rule;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All of an experiment, as it is sent and as it is stored with each version. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(requiredProperties = {"key", "name", "purpose", "variants"})
public record ExperimentRequest(
        @NotNull(message = "must be given") @Pattern(
                regexp = "[a-z][a-z0-9-]{1,62}",
                message = "must be 2 to 63 lower-case letters, digits and hyphens, a letter first")
        @Schema(
                description = "Its name for programs, unique in the tenant; cannot be changed",
                examples = "spring-coupon")
        String key,

        @NotNull(message = "must be given") @Size(min = 1, max = 120, message = "must have 1 to 120 characters") @Schema(examples = "Spring coupon")
        String name,

        @Size(max = 2000, message = "must have at most 2000 characters") @Schema(description = "What is expected to change, and why")
        String hypothesis,

        @Schema(description = "What gets a variant; `member` when absent")
        ExperimentUnit unit,

        @NotNull(message = "must be given") @Schema(description = "What members' data is used for; cannot be changed")
        Purpose purpose,

        @Schema(description = "Whom it is for; everybody when absent. Kept as a segment of its own")
        Rule audience,

        @Pattern(
                regexp = "[a-z][a-z0-9-]{1,62}",
                message = "must be 2 to 63 lower-case letters, digits and hyphens, a letter first")
        @Schema(
                description = "Experiments of one layer never meet in one unit: each takes the share `traffic` of it",
                examples = "checkout")
        String layer,

        @Schema(description = "The share that is let in, above 0 and at most 1", defaultValue = "1.0", examples = "0.5")
        Double traffic,

        @NotNull(message = "must be given") @Size(min = 2, max = 10, message = "must have 2 to 10 variants") @Schema(description = "The first is control, whose payload whoever is not in the experiment gets")
        List<@NotNull(message = "must be given") @Valid Variant> variants,

        @Size(max = 20, message = "must have at most 20 metrics") List<@NotNull(message = "must be given") @Valid MetricDefinition> metrics,

        @Valid ExperimentPlan plan,

        @Valid @Schema(description = "Of an experiment with stores as units")
        StorePlan stores) {

    /** With what was left out, so that two that say the same are equal. */
    ExperimentRequest complete() {
        List<MetricDefinition> measured = metrics == null ? List.of() : metrics;
        return new ExperimentRequest(
                key,
                name,
                hypothesis,
                unit == null ? ExperimentUnit.MEMBER : unit,
                purpose,
                audience,
                layer,
                traffic == null ? Double.valueOf(1) : traffic,
                variants.stream().map(Variant::complete).toList(),
                measured.stream()
                        .map(metric -> metric.complete(measured.size() == 1))
                        .toList(),
                plan == null ? ExperimentPlan.DEFAULT : plan.complete(),
                stores == null ? unit == ExperimentUnit.STORE ? StorePlan.DEFAULT : null : stores.complete());
    }

    /** Buckets of 10,000, at least one. */
    int trafficBuckets() {
        return (int) Math.max(1, Math.round(traffic * Bucket.COUNT));
    }

    Variant control() {
        return variants.getFirst();
    }

    List<Allocation.Weight> weights() {
        return variants.stream()
                .map(variant -> new Allocation.Weight(variant.key(), variant.weight()))
                .toList();
    }

    List<String> variantKeys() {
        return variants.stream().map(Variant::key).toList();
    }

    /** Null while there is none. */
    MetricDefinition primary() {
        return metrics.stream()
                .filter(metric -> metric.role() == MetricRole.PRIMARY)
                .findFirst()
                .orElse(null);
    }
}
