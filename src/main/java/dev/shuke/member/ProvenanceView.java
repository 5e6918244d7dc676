package dev.shuke.member;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where the value of an attribute is from. */
@Schema(name = "Provenance", requiredProperties = "source")
public record ProvenanceView(
        AttributeSource source,

        @Schema(description = "Of what is inferred", examples = "0.8")
        Double confidence,

        @Schema(description = "The subject of the member of staff or the app, or the rule, that wrote it last")
        String writtenBy,

        Instant writtenAt) {

    /** @param stamp null when nobody remembers who wrote it */
    static ProvenanceView of(Stamp stamp) {
        if (stamp == null) {
            return new ProvenanceView(AttributeSource.DECLARED, null, null, null);
        }
        Provenance from = Provenance.ranked(stamp.rank());
        return new ProvenanceView(from.source(), from.confidence(), stamp.writer(), stamp.at());
    }
}
