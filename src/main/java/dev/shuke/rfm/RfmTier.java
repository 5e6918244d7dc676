package dev.shuke.rfm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.eventtype.Bilingual;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Members of alike scores, or who come alike often, under one name. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(requiredProperties = {"key", "name"})
public record RfmTier(
        @NotNull(message = "must be given") @Pattern(
                regexp = "[a-z][A-Za-z0-9_-]{0,63}",
                message = "must start with a small letter and have at most 64 letters, digits, _ and -")
        @Schema(examples = "loyal")
        String key,

        @NotNull(message = "must be given") @Valid @Schema(description = "In at least one of the two languages")
        Bilingual name,

        @Valid @Schema(description = "Which scores of recency; any when absent")
        Scores r,

        @Valid @Schema(description = "Which scores of frequency; any when absent")
        Scores f,

        @Valid @Schema(description = "Which monetary scores; any when absent")
        Scores m,

        @Valid @Schema(
                description =
                        "Which scores in total: the three by the weights of the member's stage, from 20 to 100, rounded; any when absent")
        Range score,

        @Valid @Schema(description = "How many orders lately; any number when absent")
        OrdersWithin orders) {
    static final int BEST = 5;

    /** As a merchant has them who has changed nothing: everybody is in one. */
    static final List<RfmTier> DEFAULTS = List.of(
            of(
                    "about_to_leave_high_value",
                    new Bilingual("即将流失的高价值客户", "About to leave, high value"),
                    new Scores(1, 2),
                    new Scores(3, BEST),
                    new Scores(4, BEST)),
            of("loyal", new Bilingual("忠诚客户", "Loyal"), from(3), from(4), null),
            of("potential_new", new Bilingual("潜力新客", "Potential, new"), from(4), new Scores(1, 2), null),
            of("potential", new Bilingual("潜力客户", "Potential"), from(3), null, null),
            of("dormant", new Bilingual("沉睡客户", "Dormant"), null, null, null));

    private static RfmTier of(String key, Bilingual name, Scores r, Scores f, Scores m) {
        return new RfmTier(key, name, r, f, m, null, null);
    }

    /** Scores from one to another, both included. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RfmScores")
    public record Scores(
            @Min(value = 1, message = "must be from 1 to 5") @Max(value = 5, message = "must be from 1 to 5") @Schema(defaultValue = "1")
            Integer min,

            @Min(value = 1, message = "must be from 1 to 5") @Max(value = 5, message = "must be from 1 to 5") @Schema(defaultValue = "5")
            Integer max) {

        boolean empty() {
            return min != null && max != null && min > max;
        }
    }

    private static Scores from(int min) {
        return new Scores(min, BEST);
    }

    /** The scores by their names, those that are absent left out. */
    Map<String, Scores> named() {
        Map<String, Scores> named = new LinkedHashMap<>();
        named.put("r", r);
        named.put("f", f);
        named.put("m", m);
        named.values().removeIf(Objects::isNull);
        return named;
    }
}
