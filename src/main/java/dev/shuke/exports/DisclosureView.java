package dev.shuke.exports;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What left the system. */
@Schema(
        name = "Disclosure",
        requiredProperties = {"id", "kind", "purpose", "rows", "disclosedTo", "disclosedAt"})
public record DisclosureView(
        @Schema(description = "Of the export or the file") UUID id,

        @Schema(
                description = "members, events, or privacy: what one member was given about himself",
                examples = "members")
        String kind,

        @Schema(examples = "service") String purpose,
        @Schema(examples = "48211") int rows,

        @Schema(
                description = "The subject of the caller; `member` where it was the member himself",
                examples = "8c1b6e6e-2f0a-4c5e-9a0c-5b6f7d8e9a10")
        String disclosedTo,

        Instant disclosedAt) {}
