package dev.shuke.purpose;

import dev.shuke.platform.privacy.Purpose;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A version of a purpose's notice. */
public record NoticeRequest(
        @NotNull(message = "must be given") Purpose purpose,

        @NotNull(message = "must be given") @Size(min = 1, max = 20, message = "must be of 1 to 20 languages") @Schema(
                type = SchemaType.OBJECT,
                additionalProperties = String.class,
                description = "What members are shown, by language tag; in Chinese or English at least")
        Map<
                        @Pattern(
                                regexp = "[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?",
                                message = "must be language tags such as zh-CN")
                        String,
                        @NotNull(message = "must be given") @Size(min = 1, max = 20_000, message = "must have 1 to 20,000 characters") String>
                texts,

        @Size(max = 50, message = "must be at most 50") @Schema(description = "Who else is given the data")
        List<
                        @NotNull(message = "must be given") @Size(min = 1, max = 200, message = "must have 1 to 200 characters") String>
                recipients,

        @Schema(description = "Whether it leaves the country", defaultValue = "false")
        Boolean crossBorder,

        @Schema(
                description = "Whether it says something else than the version before: who has agreed to an earlier one"
                        + " is to be asked again",
                defaultValue = "false")
        Boolean material,

        @Schema(description = "From when on it is shown; now when absent, and never before")
        Instant effectiveAt) {}
