package dev.shuke.score;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.score.ModelRefusedException.Reason;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A version as it is kept.
 *
 * @param reason why it was refused; else null
 * @param parameters null when nothing could be learned
 * @param backTest null when it could not be tried
 */
record ScoreModel(
        ScoreKind kind,
        int version,
        Status status,
        Reason reason,
        Instant trainedAt,
        LocalDate cutOff,
        int horizonDays,
        long members,
        JsonObject parameters,
        JsonObject backTest) {

    /** What is done with it. */
    @Schema(
            name = "ScoreModelStatus",
            description =
                    "`in_use`: members are scored by it; `refused`: it never was; `superseded`: it was until another came",
            enumeration = {"in_use", "refused", "superseded"})
    public enum Status {
        IN_USE,
        REFUSED,
        SUPERSEDED;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return key();
        }
    }
}
