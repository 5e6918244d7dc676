package dev.shuke.segment;

import dev.shuke.platform.privacy.Purpose;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A segment to create.
 *
 * @param purpose what its members may be used for; fixed for good
 */
public record SegmentRequest(
        @NotNull(message = "must be given") @Pattern(
                regexp = "[a-z][a-z0-9-]{1,62}",
                message = "must be 2 to 63 lower-case letters, digits and hyphens, a letter first")
        @Schema(description = "Its name for programs, unique in the tenant", examples = "milk-powder-regulars")
        String key,

        @NotNull(message = "must be given") SegmentName name,
        @NotNull(message = "must be given") Rule rule,

        @NotNull(message = "must be given") @Schema(description = "What its members may be used for; cannot be changed")
        Purpose purpose,

        @NotNull(message = "must be given") SegmentKind kind,

        @Schema(description = PreviewRequest.PERSONALISED + "; of a dynamic segment alone, and cannot be changed")
        Boolean personalised) {}
