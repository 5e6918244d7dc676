package dev.shuke.assessment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.platform.audit.Reason;
import dev.shuke.platform.audit.Statement;
import dev.shuke.platform.privacy.Purpose;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An impact assessment. */
@Schema(
        name = "ImpactAssessment",
        requiredProperties = {
            "id",
            "name",
            "occasions",
            "purposes",
            "processing",
            "necessity",
            "risks",
            "riskLevel",
            "measures",
            "reviewDueOn",
            "overdue",
            "assessedBy",
            "assessedAt"
        })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AssessmentView(
        UUID id,
        Reason name,
        List<Occasion> occasions,
        List<Purpose> purposes,
        Statement processing,
        Statement necessity,
        Statement risks,
        RiskLevel riskLevel,
        Statement measures,
        LocalDate reviewDueOn,

        @Schema(description = "Whether it should have been looked at again and none has taken its place")
        boolean overdue,

        @Schema(description = "In whose place it came") UUID replaces,
        @Schema(description = "Which one came in its place") UUID replacedBy,

        @Schema(description = "The subject of the caller", examples = "8c1b6e6e-2f0a-4c5e-9a0c-5b6f7d8e9a10")
        String assessedBy,

        Instant assessedAt) {}
