package dev.shuke.isolation;

import static dev.shuke.isolation.Attacks.attack;

import dev.shuke.testing.PlantedResults;
import java.util.List;

/** Those on what came of experiments. */
final class ResultsAttacks {
    private ResultsAttacks() {}

    static void plant(Merchant merchant) {
        merchant.values()
                .put(
                        "measuredExperimentId",
                        PlantedResults.plant(merchant.tenant().id()).toString());
    }

    /** At a moment of the past, so that two answers are the same. */
    static List<Attack> all() {
        return List.of(
                attack(
                        "readExperimentResults",
                        "an id",
                        (call, of) -> call.path("id", of.of("measuredExperimentId"))
                                .query("by", "store")
                                .query("asOf", "2026-03-01T00:00:00Z")),
                attack(
                        "readExperimentSeries",
                        "an id",
                        (call, of) ->
                                call.path("id", of.of("measuredExperimentId")).query("asOf", "2026-03-01T00:00:00Z")));
    }
}
