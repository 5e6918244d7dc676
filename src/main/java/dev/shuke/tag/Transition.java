package dev.shuke.tag;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Members who were there and are here: of a tier, a stage, or an exclusive group of tags. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(requiredProperties = "count")
public record Transition(
        @Schema(description = "At the end of the first day; absent for none", examples = "potential")
        String before,

        @Schema(description = "At the end of the last; absent for none", examples = "loyal")
        String after,

        @Schema(examples = "120") long count) {
    /** Of fewer than this nobody is told who may see no person. */
    private static final int K = 10;

    /** For who may see no person: to the nearest ten, and nothing of fewer than ten. */
    public static List<Transition> rounded(List<Transition> exact) {
        return exact.stream()
                .filter(move -> move.count >= K)
                .map(move -> new Transition(move.before, move.after, (move.count + K / 2) / K * K))
                .toList();
    }
}
