package dev.shuke.experiment;

import dev.shuke.experiment.statistics.Why;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why the merchant's own data give no figure. */
@Schema(
        description = "Why there is no figure; absent when there is one",
        requiredProperties = {"code", "zh", "en"})
public record NotComputed(
        @Schema(examples = "no_traffic") String code,
        @Schema(examples = "没有新的单元进入") String zh,
        @Schema(examples = "no new units arrive") String en) {

    static NotComputed of(Why why) {
        return new NotComputed(why.name().toLowerCase(Locale.ROOT), why.zh(), why.en());
    }
}
