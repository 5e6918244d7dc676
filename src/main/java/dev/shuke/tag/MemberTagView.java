package dev.shuke.tag;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.platform.web.WithETag;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tag that a member has, and where it is from. */
@WithETag(personal = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "MemberTag",
        requiredProperties = {"key", "source", "writtenBy", "writtenAt"})
public record MemberTagView(
        @Schema(examples = "pet-owner") String key,

        @Schema(description = "A text or a number; absent for a tag without a value", examples = "dog")
        Object value,

        TagSource source,

        @Schema(description = "How sure the source is, if it says so", examples = "0.8")
        Double confidence,

        @Schema(description = "The subject of the member of staff or the app, or the rule, that gave it")
        String writtenBy,

        Instant writtenAt,

        @Schema(description = "Until when the member has it; for good when absent")
        Instant expiresAt) {

    /** All that the caller sees, by key. */
    @Schema(name = "MemberTags", requiredProperties = "items")
    public record Held(List<MemberTagView> items) {}
}
