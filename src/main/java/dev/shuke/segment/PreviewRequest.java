package dev.shuke.segment;

import dev.shuke.platform.privacy.Purpose;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A rule to try out.
 *
 * @param asOf now when absent
 */
public record PreviewRequest(
        @NotNull(message = "must be given") Rule rule,
        @NotNull(message = "must be given") Purpose purpose,

        @Schema(
                description = "Later events are ignored, and windows count back from it; now when absent. "
                        + "Attributes and metrics are current whatever it says.")
        PointInTime asOf) {}
