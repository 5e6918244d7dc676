package dev.shuke.rfm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.access.StaffRole;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far members have come, and who looks after them there. All its conditions hold; without any it is everybody's. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(requiredProperties = {"key", "name"})
public record LifecycleStage(
        @NotNull(message = "must be given") @Pattern(
                regexp = "[a-z][A-Za-z0-9_-]{0,63}",
                message = "must start with a small letter and have at most 64 letters, digits, _ and -")
        @Schema(examples = "returning")
        String key,

        @NotNull(message = "must be given") @Valid @Schema(description = "In at least one of the two languages")
        Bilingual name,

        @Schema(description = "Who looks after members in it", examples = "marketing")
        StaffRole ownerRole,

        @Valid OrdersWithin orders,

        @Valid @Schema(description = "Whole days since the last order; of who has not ordered it never holds")
        Range lastOrderDays,

        @Valid Seen seen,

        @Valid @Schema(description = "How much each score counts for members in it; all the same when absent")
        Weights weights) {

    /** That something happened. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "LifecycleSeen", requiredProperties = "types", description = "At least one event of these types")
    public record Seen(
            @NotNull(message = "must be given") @Size(min = 1, max = 20, message = "must be 1 to 20") @Schema(examples = "[\"product.viewed\"]")
            List<
                            @NotNull(message = "must not be null") @Size(min = 1, max = 200, message = "must have 1 to 200 characters") String>
                    types,

            @Min(value = 1, message = "must be from 1 to 3650") @Max(value = 3650, message = "must be from 1 to 3650") @Schema(description = "As of `orders`", examples = "30")
            Integer days) {}

    /** Of the scores of recency, frequency and money. */
    @Schema(
            name = "RfmWeights",
            requiredProperties = {"r", "f", "m"})
    public record Weights(
            @NotNull(message = "must be given") @Min(value = 0, message = "must be from 0 to 100") @Max(value = 100, message = "must be from 0 to 100") @Schema(examples = "3")
            Integer r,

            @NotNull(message = "must be given") @Min(value = 0, message = "must be from 0 to 100") @Max(value = 100, message = "must be from 0 to 100") @Schema(examples = "1")
            Integer f,

            @NotNull(message = "must be given") @Min(value = 0, message = "must be from 0 to 100") @Max(value = 100, message = "must be from 0 to 100") @Schema(examples = "1")
            Integer m) {
        static final Weights EQUAL = new Weights(1, 1, 1);

        int sum() {
            return r + f + m;
        }
    }

    /** As a merchant has them who has changed nothing: the seven of the trade, the last first, and everybody is in one. */
    static final List<LifecycleStage> DEFAULTS = List.of(
            bought("leaving", "不流失", "Is not lost", StaffRole.MANAGER, 1, Range.from(91), new Weights(3, 1, 2)),
            bought("returning", "复购", "Returns", StaffRole.MARKETING, 2, null, new Weights(1, 2, 2)),
            bought("kept", "留存", "Is kept", StaffRole.MANAGER, 1, Range.from(31), new Weights(2, 2, 1)),
            bought("paying", "付款", "Pays at once", StaffRole.ASSOCIATE, 1, null, new Weights(2, 1, 2)),
            looks(
                    "asking",
                    "询问",
                    "Asks and buys",
                    StaffRole.ASSOCIATE,
                    List.of("consultation.opened", "message.sent", "cart.added")),
            looks("looking", "看了就买", "Looks and buys", StaffRole.MARKETING, List.of("product.viewed")),
            new LifecycleStage("entering", new Bilingual("进店", "Enters"), StaffRole.MARKETING, null, null, null, null));

    private static LifecycleStage bought(
            String key, String zh, String en, StaffRole owner, int orders, Range lastOrderDays, Weights weights) {
        return new LifecycleStage(
                key, new Bilingual(zh, en), owner, OrdersWithin.ever(orders, null), lastOrderDays, null, weights);
    }

    private static LifecycleStage looks(String key, String zh, String en, StaffRole owner, List<String> types) {
        return new LifecycleStage(key, new Bilingual(zh, en), owner, null, null, new Seen(types, 30), null);
    }
}
