package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.privacy.Purpose;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whose variants of which experiments. */
public record AssignmentRequest(
        @Valid @Schema(description = "Either this or `units`")
        Unit unit,

        @Valid @Size(min = 1, max = 100, message = "must have 1 to 100 units") @Schema(description = "Several of one kind; `experiments` must be given then")
        List<@NotNull(message = "must be given") @Valid Unit> units,

        @Size(min = 1, max = 20, message = "must have 1 to 20 keys") @Schema(
                description = "Their keys; all that run for such units and may be asked for when absent",
                examples = "[\"spring-coupon\"]")
        List<
                        @NotNull(message = "must be given") @Size(min = 1, max = 63, message = "must have 1 to 63 characters") String>
                experiments,

        @Schema(description = "What it is for; must be the experiments' own. Theirs when absent")
        Purpose purpose) {

    /** Who or what gets a variant. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "AssignmentUnit",
            requiredProperties = {"kind", "id"})
    public record Unit(
            @NotNull(message = "must be given") Kind kind,

            @NotNull(message = "must be given") @Size(min = 1, max = 128, message = "must have 1 to 128 characters") @Schema(
                    description = "The member's id, the device as its app names it, or the store's code",
                    examples = "0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f")
            String id) {}

    /** What the id of a unit is. */
    @Schema(name = "AssignmentUnitKind")
    public enum Kind {
        MEMBER,
        DEVICE,
        STORE;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return key();
        }

        boolean suits(ExperimentUnit unit) {
            return (this == STORE) == (unit == ExperimentUnit.STORE);
        }
    }

    List<Unit> asked() {
        return unit == null ? units : List.of(unit);
    }
}
