package dev.shuke.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.platform.web.WithETag;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Which segment a tag follows.
 *
 * @param value a text or a number; null for a tag without one
 */
@WithETag
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "TagRule",
        requiredProperties = {"tag", "segment", "confidence", "position", "since"})
public record TagRuleView(
        @Schema(examples = "vip") String tag,

        @Schema(description = "The id of the segment") UUID segment,

        @Schema(description = "What who is in it has of the tag; absent for a tag without a value", examples = "gold")
        Object value,

        @Schema(examples = "1") double confidence,

        @Schema(
                description = "Of the tags of an exclusive group the lowest counts whose segment has the member",
                examples = "0")
        int position,

        @Schema(description = "When it began to follow") Instant since) {

    /** Who gave a tag, and by which version of the rule, as the tag's history tells. */
    static String writer(UUID segment, int version) {
        return writer(segment) + version;
    }

    /** What that begins with, whatever the version. */
    static String writer(UUID segment) {
        return "segment:" + segment + "/";
    }
}
