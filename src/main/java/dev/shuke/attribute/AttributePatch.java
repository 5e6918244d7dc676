package dev.shuke.attribute;

import dev.shuke.eventtype.Bilingual;
import jakarta.validation.Valid;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A change of a definition. What is absent stays. */
public record AttributePatch(
        @Valid @Schema(description = "All of it: a language that is absent is emptied")
        Bilingual name,

        @Valid @Schema(description = "All of them: what is absent is lifted. They hold for what is written from now on")
        AttributeConstraints constraints,

        @Schema(description = "Takes no more values; those that members have stay and are still answered")
        Boolean retired) {}
