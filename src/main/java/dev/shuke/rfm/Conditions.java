package dev.shuke.rfm;

import dev.shuke.rfm.LifecycleStage.Weights;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What tiers and stages ask, as the columns that {@link RfmRepository} compares with. */
final class Conditions {
    private Conditions() {}

    static JsonArray of(List<RfmTier> tiers) {
        JsonArray rows = new JsonArray();
        for (RfmTier tier : tiers) {
            JsonObject row = new JsonObject().put("place", rows.size()).put("key", tier.key());
            tier.named().forEach((name, scores) -> put(row, name, scores.min(), scores.max()));
            if (tier.score() != null) {
                put(row, "score", tier.score().min(), tier.score().max());
            }
            rows.add(orders(row, tier.orders()));
        }
        return rows;
    }

    static JsonArray ofStages(List<LifecycleStage> stages) {
        JsonArray rows = new JsonArray();
        for (LifecycleStage stage : stages) {
            Weights weights = stage.weights() == null ? Weights.EQUAL : stage.weights();
            JsonObject row = new JsonObject()
                    .put("place", rows.size())
                    .put("key", stage.key())
                    .put("wr", weights.r())
                    .put("wf", weights.f())
                    .put("wm", weights.m());
            if (stage.lastOrderDays() != null) {
                put(
                        row,
                        "last",
                        stage.lastOrderDays().min(),
                        stage.lastOrderDays().max());
            }
            if (stage.seen() != null) {
                row.put("types", new JsonArray(stage.seen().types()))
                        .put("seen_days", stage.seen().days());
            }
            rows.add(orders(row, stage.orders()));
        }
        return rows;
    }

    private static JsonObject orders(JsonObject row, OrdersWithin orders) {
        if (orders != null) {
            put(row.put("days", orders.days()), "n", orders.min(), orders.max());
        }
        return row;
    }

    private static void put(JsonObject row, String name, Integer min, Integer max) {
        row.put(name + "_min", min).put(name + "_max", max);
    }
}
