package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a unit gets of an experiment. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Assignment",
        requiredProperties = {"experiment", "reason"})
public record AssignmentView(
        @Schema(description = "Of a call for several") AssignmentRequest.Unit unit,

        @Schema(examples = "spring-coupon") String experiment,

        @Schema(description = "Absent when the unit is not in the experiment", examples = "b")
        String variant,

        @Schema(implementation = Object.class, description = "The variant's", examples = "{\"coupon\": 500}")
        JsonNode payload,

        Reason reason,

        @JsonProperty("default")
        @Schema(
                implementation = Object.class,
                description = "What a unit that is not in the experiment is to be shown: the payload of control",
                examples = "{\"coupon\": 0}")
        JsonNode fallback) {

    /** Why a unit has its variant, or none. */
    @Schema(name = "AssignmentReason")
    public enum Reason {
        /** By the documented hash. */
        ASSIGNED,
        /** It was shown this one before. */
        STICKY,
        /** It tries the experiment. */
        FORCED,
        NOT_RUNNING,
        /** The member does not allow the purpose, or objects to being chosen. */
        NO_CONSENT,
        NOT_IN_AUDIENCE,
        HOLDOUT,
        /** Another experiment of the layer has the unit. */
        LAYER,
        TRAFFIC,
        /** There is no such unit. */
        UNKNOWN_UNIT;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return key();
        }
    }

    AssignmentView of(AssignmentRequest.Unit asked) {
        return new AssignmentView(asked, experiment, variant, payload, reason, fallback);
    }

    /** All of them, in the order asked. */
    @Schema(name = "Assignments", requiredProperties = "assignments")
    public record All(List<AssignmentView> assignments) {}
}
