package dev.shuke.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.privacy.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a member is in a segment, or is not. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(requiredProperties = {"matched", "version", "purpose", "consent"})
public record Explanation(
        @Schema(description = "Whether the segment has the member: the rule holds, and the purpose admits it")
        boolean matched,

        @Schema(description = "Of the segment's rule", examples = "3")
        int version,

        @Schema(description = "What windows count back from; absent for a frozen segment")
        Instant asOf,

        Purpose purpose,

        @Schema(
                description = "Absent for a frozen segment, which keeps whom it matched and not why, for one whose rule"
                        + " chooses nobody, and for a member who may not be used for the purpose")
        Node tree,

        Consent consent) {

    /** A node of the rule, and what it came to. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "ExplainedNode",
            requiredProperties = {"type", "matched"})
    public record Node(
            @Schema(examples = "event") String type,

            boolean matched,

            @Schema(
                    description = "The parts, in the rule's order; of `not` one, and of `segment` the rule of the named"
                            + " segment; absent where there are none")
            List<Node> of,

            @Schema(description = "The leaf; absent of `all`, `any` and `not`")
            Rule rule,

            @Schema(
                    description = "What was compared: a number (minor units for amounts), a text, a time, a list. For"
                            + " callers who see a part of it only, that part: an amount's band, a birthday's decade."
                            + " Absent where it is missing or not shown",
                    examples = "5")
            Object observed) {}

    /** Whether the segment's purpose admits the member. */
    @Schema(
            name = "ExplainedConsent",
            requiredProperties = {"purpose", "state", "matched"})
    public record Consent(Purpose purpose, State state, boolean matched) {}

    /** How the member stands to the purpose. */
    @Schema(name = "ExplainedConsentState")
    public enum State {
        GIVEN,
        REFUSED,
        WITHDRAWN,
        EXPIRED,
        INVALIDATED,
        /** Never asked, or the purpose is not in use. */
        MISSING,
        NOT_REQUIRED,
        /** To the purpose, or to being chosen by machines at all. */
        OBJECTED,
        /** The data is stored and used for nothing. */
        RESTRICTED;

        /** The name in bodies: lower case. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return key();
        }

        static State stored(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }
}
