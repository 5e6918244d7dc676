package dev.shuke.app;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** For how long the client and secret that there are go on working beside the new ones. */
public record RotationRequest(
        @Min(value = 0, message = RotationRequest.RANGE) @Max(value = RotationRequest.WEEK, message = RotationRequest.RANGE) @Schema(description = "0 ends it at once", minimum = "0", maximum = "168", defaultValue = "24", examples = "24")
        Integer overlapHours) {
    static final int WEEK = 168;
    static final int DAY = 24;
    static final String RANGE = "must be a whole number from 0 to 168";

    int hours() {
        return overlapHours == null ? DAY : overlapHours;
    }
}
