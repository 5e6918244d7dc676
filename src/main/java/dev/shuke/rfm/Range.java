package dev.shuke.rfm;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** From one number to another, both included. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "RfmRange")
public record Range(
        @Min(value = 0, message = "must be from 0 to 100000") @Max(value = 100_000, message = "must be from 0 to 100000") @Schema(description = "No lower limit when absent", examples = "1")
        Integer min,

        @Min(value = 0, message = "must be from 0 to 100000") @Max(value = 100_000, message = "must be from 0 to 100000") @Schema(description = "No upper limit when absent", examples = "2")
        Integer max) {

    static Range from(int min) {
        return new Range(min, null);
    }

    static Range to(int max) {
        return new Range(null, max);
    }

    boolean empty() {
        return min != null && max != null && min > max;
    }
}
