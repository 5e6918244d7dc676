package dev.shuke.privacyrequest;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is to be explained. */
@Schema(name = "Decision")
public record DecisionRequest(
        @NotNull(message = "must be given") @Schema(description = "segment or score")
        DecisionKind kind,

        @Schema(description = "Of a segment: which; if absent, those that the member is in")
        UUID segmentId) {}
