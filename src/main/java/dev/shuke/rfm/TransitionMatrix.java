package dev.shuke.rfm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.ApiException;
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
        List<Move> moves) {

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

    /** Members who were there and are here. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Transition", requiredProperties = "count")
    public record Move(
            @Schema(description = "At the end of the first day; absent for none", examples = "potential")
            String before,

            @Schema(description = "At the end of the last; absent for none", examples = "loyal")
            String after,

            @Schema(examples = "120") long count) {}

    static TransitionMatrix of(Kind kind, LocalDate from, LocalDate to, List<Move> moves, boolean rounded) {
        return new TransitionMatrix(
                kind,
                from,
                to,
                rounded,
                moves.stream()
                        .filter(move -> !rounded || move.count() >= RfmDistribution.K)
                        .map(move -> rounded
                                ? new Move(move.before(), move.after(), RfmDistribution.rounded(move.count()))
                                : move)
                        .toList());
    }
}
