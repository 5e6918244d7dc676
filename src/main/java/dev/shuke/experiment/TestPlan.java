package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.experiment.statistics.ErrorSpending;
import dev.shuke.experiment.statistics.Looks;
import dev.shuke.experiment.statistics.SampleSize;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the variants will be compared with the baseline. All of it has a default. */
@Schema(description = "How the variants will be compared with the baseline")
public record TestPlan(
        @DecimalMin(value = "0.0001", message = "must be from 0.0001 to 0.2") @DecimalMax(value = "0.2", message = "must be from 0.0001 to 0.2") @Schema(
                description = "How often a difference may be found where there is none, by any of the variants",
                defaultValue = "0.05")
        Double alpha,

        @DecimalMin(value = "0.5", message = "must be from 0.5 to 0.999") @DecimalMax(value = "0.999", message = "must be from 0.5 to 0.999") @Schema(description = "How often the effect is to be found where there is one", defaultValue = "0.8")
        Double power,

        @Min(value = 1, message = "must be 1 or 2") @Max(value = 2, message = "must be 1 or 2") @Schema(description = "2 when a loss is to be found as well as a gain", defaultValue = "2")
        Integer sides,

        @Size(min = 2, max = 10, message = "must be 2 to 10 weights") @Schema(description = "Units of the baseline and of each variant, in any unit; 1 and 1 when absent")
        List<
                        @NotNull(message = "must be a whole number from 1 to 1,000,000") @Min(value = 1, message = "must be a whole number from 1 to 1,000,000") @Max(value = 1_000_000, message = "must be a whole number from 1 to 1,000,000") Integer>
                allocation,

        @Valid @Schema(description = "When the results are looked at before the end")
        Sequential sequential,

        @DecimalMin(value = "1", message = "must be from 1 to 1e6") @DecimalMax(value = "1e6", message = "must be from 1 to 1e6") @Schema(description = "How many times the units it takes that whole stores are assigned", defaultValue = "1")
        Double designEffect) {

    static final TestPlan USUAL = new TestPlan(null, null, null, null, null, null);

    private static final double ALPHA = 0.05;

    /** Looks at results that are not the last. */
    @Schema(name = "SequentialPlan", requiredProperties = "kind")
    public record Sequential(
            @NotNull(message = "must be given") Kind kind,

            @Min(value = 2, message = "must be from 2 to 20") @Max(value = 20, message = "must be from 2 to 20") @Schema(description = "For planned looks, the last one included", defaultValue = "5")
            Integer looks,

            @Schema(description = "For planned looks", defaultValue = "obrien_fleming")
            Spending spending) {

        private static final int LOOKS = 5;

        Looks planned() {
            return kind == Kind.ANYTIME
                    ? new Looks.Anytime()
                    : new Looks.Planned(
                            looks == null ? LOOKS : looks, spending == null ? Spending.DEFAULT : spending.is);
        }
    }

    /** Who looks when. */
    @Schema(name = "SequentialPlanKind")
    public enum Kind {
        /** At any time, as often as one likes. */
        ANYTIME,
        /** A number of times, at equal distances. */
        PLANNED;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return key();
        }
    }

    /** How much of the error each look may use. */
    @Schema(name = "ErrorSpending")
    public enum Spending {
        OBRIEN_FLEMING(ErrorSpending.O_BRIEN_FLEMING),
        POCOCK(ErrorSpending.POCOCK);

        private static final ErrorSpending DEFAULT = ErrorSpending.O_BRIEN_FLEMING;

        private final ErrorSpending is;

        Spending(ErrorSpending is) {
            this.is = is;
        }

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return key();
        }
    }

    static TestPlan or(TestPlan plan) {
        return plan == null ? USUAL : plan;
    }

    Looks looks() {
        return sequential == null ? Looks.ONCE : sequential.planned();
    }

    /** The baseline's first. */
    List<Integer> weights() {
        return allocation == null ? List.of(1, 1) : allocation;
    }

    double clustering() {
        return designEffect == null ? 1 : designEffect;
    }

    /** Of each comparison, two-sided: after Bonferroni, and for one side twice as much on both. */
    double confidence() {
        double each = (alpha == null ? ALPHA : alpha) / (weights().size() - 1);
        return 1 - (sides != null && sides == 1 ? 2 : 1) * each;
    }

    double wanted() {
        return power == null ? SampleSize.POWER : power;
    }

    /** @param variant from 1 */
    SampleSize sizeOf(int variant) {
        return new SampleSize(confidence(), wanted(), ratio(variant));
    }

    double ratio(int variant) {
        return (double) weights().get(variant) / weights().getFirst();
    }
}
