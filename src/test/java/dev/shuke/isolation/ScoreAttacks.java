package dev.shuke.isolation;

import static dev.shuke.isolation.Attacks.attack;

import dev.shuke.testing.PlantedScores;
import dev.shuke.testing.TestTenant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Those on models and scores of members. */
final class ScoreAttacks {
    private ScoreAttacks() {}

    /** Models under versions that no other merchant has, scores by them, and something bought that will be used up. */
    static void plant(Merchant merchant) {
        int version = ThreadLocalRandom.current().nextInt(100_000_000, 900_000_000);
        merchant.values().put("modelVersion", Integer.toString(version));
        TenantIsolationTest.caller(merchant.owner())
                .body("""
                {"type":"order.paid","source":"till","sourceId":"%s","occurredAt":"2026-03-04T05:06:07Z",
                 "member":{"kind":"card","value":"%s"},"amount":{"amount":900,"currency":"CNY"},
                 "items":[{"sku":"%s","quantity":9}]}""".formatted(
                                UUID.randomUUID(),
                                merchant.values().get("card"),
                                merchant.values().get("productSku")))
                .post("/v1/events")
                .then()
                .statusCode(200);
        PlantedScores.plant(merchant.tenant().id(), version);
        TestTenant.run("""
                insert into score_model values ('%s', 'churn', %d, 'refused', 'one_outcome', now(), current_date, 60, 9)
                """.formatted(merchant.tenant().id(), version - 1));
        merchant.remember("modelsCursor", "/v1/scores/churn/models");
        merchant.remember("replenishmentsCursor", "/v1/replenishments");
    }

    static List<Attack> all() {
        return List.of(
                attack("rebuildMetrics", "nothing", (call, of) -> {}),
                attack("readRfm", "nothing", (call, of) -> {}),
                attack("replaceRfm", "nothing", (call, of) -> call.body("{\"method\":\"thresholds\"}")),
                attack("recomputeRfm", "nothing", (call, of) -> {}),
                attack("readRfmDistribution", "nothing", (call, of) -> {}),
                attack("readRfmConcentration", "nothing", (call, of) -> {}),
                attack("readRfmTransitions", "nothing", (call, of) -> {}),
                attack(
                        "trainScoreModel",
                        "nothing",
                        (call, of) -> call.path("kind", "churn").body("{}")),
                attack("listScoreModels", "nothing but the list", (call, of) -> call.path("kind", "churn")),
                attack(
                        "listScoreModels",
                        "a cursor",
                        (call, of) -> call.path("kind", "churn").query("cursor", of.of("modelsCursor"))),
                attack("listMemberReplenishments", "an id", (call, of) -> call.path("id", of.of("memberId"))),
                attack("listReplenishments", "nothing but the list", (call, of) -> {}),
                attack(
                        "listReplenishments",
                        "a cursor",
                        (call, of) -> call.query("withinDays", "300").query("cursor", of.of("replenishmentsCursor"))),
                attack("readScoreSchedule", "nothing", (call, of) -> {}),
                attack("replaceScoreSchedule", "nothing", (call, of) -> call.body("{\"enabled\":true,\"hour\":23}")),
                attack("recomputeScores", "nothing", (call, of) -> {}),
                attack("readMemberScores", "an id", (call, of) -> call.path("id", of.of("memberId"))),
                attack(
                        "readMemberScores",
                        "a merged member's id",
                        (call, of) -> call.path("id", of.of("mergedMemberId"))),
                attack(
                        "readScoreModel",
                        "a version",
                        (call, of) -> call.path("kind", "churn").path("version", of.of("modelVersion"))));
    }
}
