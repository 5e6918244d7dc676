package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.experiment.statistics.ClusterDesign;
import dev.shuke.experiment.statistics.Computed;
import dev.shuke.experiment.statistics.Why;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What it costs to assign whole stores. Three digits: no more is known. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DesignEffect", requiredProperties = "stores")
public record DesignEffectView(
        @Schema(description = "Those of at least ten buyers; the others are left out", examples = "24")
        int stores,

        @Schema(description = "Buyers of a store", examples = "412")
        Double meanMembers,

        @Schema(description = "Standard deviation of the stores' buyers ÷ their mean", examples = "0.41")
        Double sizeVariation,

        @Schema(
                description = "How much members of one store are alike (ICC); below 0 when less than by chance",
                examples = "0.012")
        Double correlation,

        @Schema(description = "How many times the units it takes", examples = "6.9")
        Double designEffect,

        @Schema(description = "For the units that were named: stores, of all variants together", examples = "336")
        Long storesNeeded,

        NotComputed notComputed) {

    static DesignEffectView of(int stores, Computed<ClusterDesign> design, Long units) {
        return switch (design) {
            case Computed.Not<ClusterDesign>(Why why) ->
                new DesignEffectView(stores, null, null, null, null, null, NotComputed.of(why));
            case Computed.Value<ClusterDesign>(ClusterDesign it) ->
                new DesignEffectView(
                        stores,
                        GroupFigures.threeDigits(it.meanSize()),
                        GroupFigures.threeDigits(it.sizeVariation()),
                        GroupFigures.threeDigits(it.correlation()),
                        GroupFigures.threeDigits(it.designEffect()),
                        units == null ? null : it.clustersFor(units),
                        null);
        };
    }
}
