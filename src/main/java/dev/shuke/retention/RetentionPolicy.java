package dev.shuke.retention;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.web.WithETag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** For how long events are kept. */
@WithETag
@Schema(
        name = "RetentionPolicy",
        requiredProperties = {"enforced", "rules"})
public record RetentionPolicy(
        @NotNull(message = "must be given") @Schema(
                description =
                        "Whether it is done every day by itself; only once a dry run of the rules has told what they"
                                + " take",
                examples = "false")
        Boolean enforced,

        @NotNull(message = "must be given") @Size(max = 200, message = "must have at most 200 entries") @Valid @Schema(description = "By event type; a type without a rule is kept")
        List<@NotNull(message = "must be given") Rule> rules,

        @Size(max = 63, message = "must have at most 63 entries") @Valid @Schema(description = "By purpose: what is kept for it goes when a member allows it no more; none when absent")
        List<@NotNull(message = "must be given") PurposeRule> purposes) {

    public RetentionPolicy {
        purposes = purposes == null ? List.of() : purposes;
    }

    /** Whether it takes the same, in whatever order it is written. */
    boolean sameAs(RetentionPolicy other) {
        return Set.copyOf(rules).equals(Set.copyOf(other.rules))
                && Set.copyOf(purposes).equals(Set.copyOf(other.purposes));
    }

    /** For how long events of one type are kept. */
    @Schema(
            name = "RetentionRule",
            requiredProperties = {"eventType", "days", "action"})
    public record Rule(
            @NotNull(message = "must be given") @Pattern(regexp = "[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){0,5}", message = "must be an event type")
            @Size(max = 64, message = "must have at most 64 characters") @Schema(examples = "product.viewed")
            String eventType,

            @NotNull(message = "must be given") @Min(value = 1, message = DAYS) @Max(value = 36_500, message = DAYS) @Schema(description = "After the event", examples = "730")
            Integer days,

            @NotNull(message = "must be given") @Schema(description = "anonymise or delete")
            RetentionAction action) {
        static final String DAYS = "must be a number of days from 1 to 36500";
    }

    /** What is kept for a purpose, and for how long after a member has refused or withdrawn it, or his consent has ended. */
    @Schema(
            name = "PurposeRetentionRule",
            requiredProperties = {"purpose", "days", "action"})
    public record PurposeRule(
            @NotNull(message = "must be given") Purpose purpose,

            @NotNull(message = "must be given") @Min(value = 0, message = AFTER) @Max(value = 36_500, message = AFTER) @Schema(description = "After the end", examples = "30")
            Integer days,

            @NotNull(message = "must be given") @Schema(description = "Of the events: anonymise or delete")
            RetentionAction action,

            @Size(max = 50, message = "must have at most 50 entries") @Schema(description = "The events that are kept for it", examples = "[\"product.viewed\"]")
            List<
                            @NotNull(message = "must be given") @Pattern(
                                    regexp = "[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){0,5}",
                                    message = "must be an event type")
                            String>
                    eventTypes,

            @Size(max = 50, message = "must have at most 50 entries") @Schema(
                    description = "The keys of attributes that are kept for it; their values are removed",
                    examples = "[\"skinType\"]")
            List<
                            @NotNull(message = "must be given") @Pattern(regexp = "[a-z][A-Za-z0-9_]{0,63}", message = "must be the key of an attribute") String>
                    attributes) {
        static final String AFTER = "must be a number of days from 0 to 36500";

        public PurposeRule {
            eventTypes = eventTypes == null ? List.of() : eventTypes;
            attributes = attributes == null ? List.of() : attributes;
        }

        /** Whether it takes anything at all. */
        boolean isEmpty() {
            return eventTypes.isEmpty() && attributes.isEmpty();
        }
    }
}
