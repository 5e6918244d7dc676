package dev.shuke.retention;

import dev.shuke.platform.web.WithETag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
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
        List<@NotNull(message = "must be given") Rule> rules) {

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
}
