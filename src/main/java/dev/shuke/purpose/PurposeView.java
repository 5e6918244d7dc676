package dev.shuke.purpose;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.web.WithETag;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A purpose, as it is stored and as callers see it: nothing in it is about one person. */
@WithETag
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "PurposeDefinition",
        requiredProperties = {
            "key",
            "name",
            "basis",
            "required",
            "sensitive",
            "separate",
            "askAgainDays",
            "retired",
            "createdAt",
            "updatedAt"
        })
public record PurposeView(
        Purpose key,
        Bilingual name,
        Basis basis,

        @Schema(description = "Whether members are not asked")
        boolean required,

        boolean sensitive,

        @Schema(description = "Whether it is to be asked for by itself")
        boolean separate,

        @Schema(description = "How many days a consent holds; absent: until it is withdrawn", examples = "365")
        Integer validDays,

        @Schema(description = "For how many days nobody who has refused is asked again", examples = "30")
        int askAgainDays,

        boolean retired,
        Instant createdAt,
        Instant updatedAt) {

    /** All of them, by key. */
    @Schema(name = "PurposeDefinitions", requiredProperties = "items")
    public record Catalogue(List<PurposeView> items) {}
}
