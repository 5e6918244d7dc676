package dev.shuke.collection;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.privacy.Purpose;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** For what it is taken in, and what becomes of it where that is not allowed. */
public record CollectionRuleRequest(
        @NotNull(message = "must be given") Purpose purpose,

        @Schema(description = "Of members who do not allow the purpose", defaultValue = "refuse")
        Otherwise otherwise,

        @Size(max = 20, message = "must be at most 20") @Schema(description = "Of events: the fields of their `props` that it is about. Absent: all of the event")
        List<
                        @NotNull(message = "must be given") @Pattern(
                                regexp = "[A-Za-z_][A-Za-z0-9_]{0,63}",
                                message = "must be at most 64 letters, digits and _, no digit first")
                        String>
                props) {

    /** What becomes of it. */
    @Schema(name = "CollectedOtherwise")
    public enum Otherwise {
        /** The event, or the whole change of the member, is not written. */
        REFUSE,
        /** It is written without the attribute, or without the props. */
        STRIP;

        /** The name in bodies: lower case. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return key();
        }

        static Otherwise stored(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    Otherwise otherwiseOrDefault() {
        return otherwise == null ? Otherwise.REFUSE : otherwise;
    }

    List<String> propsOrNone() {
        return props == null ? List.of() : props;
    }
}
