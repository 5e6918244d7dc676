package dev.shuke.tag;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tag to give to a member. */
@Schema(name = "TagAssignment")
public record AssignmentRequest(
        @Schema(
                description = "As the tag's `valueType` and `constraints` say; none for a tag without",
                examples = "dog")
        JsonNode value,

        @Schema(
                description = "Until when the member has it; as the tag's `expiryDays` say when absent",
                examples = "2027-05-01T00:00:00Z")
        Instant expiresAt,

        @Schema(
                description = "`manual` when absent. `rule` and `system` are Shuke's own",
                enumeration = {"manual", "import", "model"},
                examples = "model")
        TagSource source,

        @DecimalMin(value = "0.001", message = "must be from 0.001 to 1") @DecimalMax(value = "1", message = "must be from 0.001 to 1") @Schema(description = "How sure the source is; not of what is given by hand", examples = "0.8")
        Double confidence) {}
