package dev.shuke.member;

import dev.shuke.platform.privacy.IdentityKind;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How much a merchant knows of its members, and where what it knows does not fit together. */
@Schema(
        name = "DataQuality",
        requiredProperties = {"members", "merged", "fields", "identities"})
public record DataQualityView(
        @Schema(description = "How many there are, those merged into others not counted", examples = "1240")
        long members,

        @Schema(description = "How many are merged into others", examples = "31")
        long merged,

        List<FieldQuality> fields,
        List<IdentityQuality> identities) {

    /** A built-in attribute. */
    @Schema(
            name = "FieldQuality",
            requiredProperties = {"field", "filled", "fillRate"})
    public record FieldQuality(
            @Schema(examples = "birthday") String field,

            @Schema(description = "How many members have it", examples = "930")
            long filled,

            @Schema(description = "The same of one; 0 where there are no members", examples = "0.75")
            double fillRate,

            @Schema(
                    description = "How many merged members have another value than the one they were merged into;"
                            + " absent of what is stored sealed",
                    examples = "4")
            Long conflicting) {}

    /** A kind of identities. */
    @Schema(
            name = "IdentityQuality",
            requiredProperties = {"kind", "identities", "verified", "members", "fillRate"})
    public record IdentityQuality(
            IdentityKind kind,

            @Schema(examples = "1300") long identities,

            @Schema(description = "How many of them are verified, not only claimed", examples = "800")
            long verified,

            @Schema(description = "How many members have one or more", examples = "1200")
            long members,

            @Schema(examples = "0.97") double fillRate) {}
}
