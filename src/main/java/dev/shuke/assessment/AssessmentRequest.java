package dev.shuke.assessment;

import dev.shuke.platform.audit.Reason;
import dev.shuke.platform.audit.Statement;
import dev.shuke.platform.privacy.Purpose;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What was assessed, and what came of it.
 *
 * @param processing which data is used, and how
 * @param necessity whether it is lawful, justified and necessary
 * @param risks what it does to people, and what can go wrong
 * @param measures what protects people, and whether it is enough
 */
@Schema(name = "ImpactAssessmentRequest")
public record AssessmentRequest(
        @NotNull(message = "must be given") @Schema(description = "What it is called", examples = "Churn model")
        Reason name,

        @NotNull(message = "must be given") @Size(min = 1, max = 5, message = "must be 1 to 5 occasions") @Schema(description = "What calls for it", examples = "[\"automated_decisions\"]")
        List<@NotNull(message = "must be given") Occasion> occasions,

        @NotNull(message = "must be given") @Size(min = 1, max = 63, message = "must be 1 to 63 purposes") @Schema(description = "The purposes that it is about", examples = "[\"analytics\"]")
        List<@NotNull(message = "must be given") Purpose> purposes,

        @NotNull(message = "must be given") Statement processing,

        @NotNull(message = "must be given") Statement necessity,

        @NotNull(message = "must be given") Statement risks,

        @NotNull(message = "must be given") @Schema(description = "How much of that is left with the measures")
        RiskLevel riskLevel,

        @NotNull(message = "must be given") Statement measures,

        @NotNull(message = "must be given") @Schema(description = "When it is to be looked at again", examples = "2027-11-01")
        LocalDate reviewDueOn,

        @Schema(description = "The assessment in whose place this one comes")
        UUID replaces) {}
