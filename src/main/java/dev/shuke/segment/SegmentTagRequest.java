package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tag to give to all members of a segment. */
public record SegmentTagRequest(
        @NotNull(message = "must be given") @Schema(description = "The id of a segment")
        UUID segment,

        @Schema(
                description = "As the tag's `valueType` and `constraints` say; none for a tag without",
                examples = "dog")
        JsonNode value,

        @Schema(description = "Until when they have it; as the tag's `expiryDays` say when absent")
        Instant expiresAt) {}
