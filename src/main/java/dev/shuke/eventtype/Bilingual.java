package dev.shuke.eventtype;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A text for people, in Chinese and in English. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Bilingual(
        @Size(min = 1, max = 200, message = "must have 1 to 200 characters") @Schema(examples = "预约试驾")
        String zh,

        @Size(min = 1, max = 200, message = "must have 1 to 200 characters") @Schema(examples = "Test drive booked")
        String en) {}
