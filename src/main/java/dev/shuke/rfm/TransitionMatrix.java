package dev.shuke.rfm;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.ApiException;
import dev.shuke.tag.Transition;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many members have come from which tier, or stage, to which. */
@Schema(requiredProperties = {"kind", "from", "to", "rounded", "moves"})
public record TransitionMatrix(
        Kind kind,
        LocalDate from,
        LocalDate to,

        @Schema(description = "For callers who may see no person: to the nearest ten, and nothing of fewer than ten")
        boolean rounded,

        @Schema(description = "The most first; who has stayed is there, too")
        List<Transition> moves) {

    /** What members are in. */
    @Schema(
            name = "TransitionKind",
            enumeration = {"tier", "stage"})
    public enum Kind {
        TIER,
        STAGE;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws ApiException invalid_parameter */
        static Kind parameter(String key) {
            return Arrays.stream(values())
                    .filter(kind -> kind.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> ApiException.invalidParameter("kind", "must be one of tier, stage"));
        }
    }

    static TransitionMatrix of(Kind kind, LocalDate from, LocalDate to, List<Transition> moves, boolean rounded) {
        return new TransitionMatrix(kind, from, to, rounded, rounded ? Transition.rounded(moves) : moves);
    }
}
