package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.privacy.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A rule that writes an attribute, as it is stored and as callers see it. */
@Schema(
        name = "Inference",
        requiredProperties = {"id", "attribute", "rule", "value", "confidence", "purpose", "createdAt"})
public record InferenceView(
        UUID id,
        @Schema(examples = "hasInfant") String attribute,
        Rule rule,
        JsonNode value,
        @Schema(examples = "0.8") double confidence,
        Purpose purpose,
        Instant createdAt) {

    /** All of an attribute, the oldest first. */
    @Schema(name = "Inferences", requiredProperties = "items")
    public record Catalogue(List<InferenceView> items) {}

    /** Who wrote a value, as its provenance says. */
    static String writer(UUID id) {
        return "inference:" + id;
    }
}
