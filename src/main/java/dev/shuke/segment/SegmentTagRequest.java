package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.web.ApiException;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tag to give to all members of a segment, or to take from them. */
public record SegmentTagRequest(
        @NotNull(message = "must be given") @Schema(description = "The id of a segment")
        UUID segment,

        @Schema(
                description = "As the tag's `valueType` and `constraints` say; none for a tag without",
                examples = "dog")
        JsonNode value,

        @Schema(description = "Until when they have it; as the tag's `expiryDays` say when absent")
        Instant expiresAt,

        @Schema(description = "Whether it is taken from them instead", defaultValue = "false")
        Boolean remove) {

    boolean removes() {
        return Boolean.TRUE.equals(remove);
    }

    /** @throws ApiException validation_failed */
    void require() {
        if (removes() && value != null) {
            throw ApiException.invalid("/value", "is not for a tag that is taken away");
        }
        if (removes() && expiresAt != null) {
            throw ApiException.invalid("/expiresAt", "is not for a tag that is taken away");
        }
    }
}
