package dev.shuke.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A store or product that events name and nobody has told us of. */
@Schema(
        name = "UnknownName",
        requiredProperties = {"kind", "code", "firstSeenAt"})
public record UnknownNameView(
        Kind kind,

        @Schema(description = "The store's code or the product's sku", examples = "S-77")
        String code,

        @Schema(description = "When an event first named it")
        Instant firstSeenAt) {

    /** What the name should stand for. */
    @Schema(name = "UnknownNameKind")
    public enum Kind {
        PRODUCT,
        STORE;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** From the database, where a CHECK admits no other value. */
        static Kind stored(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** Its place in the list. */
    String place() {
        return kind.key() + ":" + code;
    }
}
