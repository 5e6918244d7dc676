package dev.shuke.attribute;

import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.privacy.FieldGroup;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An attribute to define. */
public record AttributeRequest(
        @NotNull(message = "must be given") @Pattern(
                regexp = "[a-z][A-Za-z0-9_]{0,63}",
                message = "must start with a small letter and have at most 64 letters, digits and _")
        @Schema(description = "Its name for programs, unique in the tenant; cannot be changed", examples = "skinType")
        String key,

        @NotNull(message = "must be given") @Valid @Schema(description = "In at least one of the two languages")
        Bilingual name,

        @NotNull(message = "must be given") @Schema(description = "Cannot be changed")
        AttributeType type,

        @Schema(description = """
                Who may see it; cannot be changed. `preference` when absent. `contact` and `identity` are for texts only, \
                and sealed: answered masked, and in rules only `exists` and `missing`. `consent` is none of them""") FieldGroup sensitivity,

        @Valid AttributeConstraints constraints) {}
