package dev.shuke.tag;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a tag of a member at one time. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "TagChange",
        requiredProperties = {"key", "action", "source", "writtenBy", "at"})
public record TagChangeView(
        @JsonIgnore UUID id,

        @Schema(examples = "pet-owner") String key,

        Action action,

        @Schema(description = "A text or a number; absent for a tag without a value", examples = "dog")
        Object value,

        TagSource source,

        @Schema(description = "How sure the source was, if it said so", examples = "0.8")
        Double confidence,

        @Schema(description = "The subject of the member of staff or the app, or the rule, that did it")
        String writtenBy,

        Instant at,

        @Schema(description = "Until when it was given") Instant expiresAt) {

    /** What can become of it. */
    public enum Action {
        GIVEN,
        REMOVED,
        EXPIRED;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Action stored(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }
}
