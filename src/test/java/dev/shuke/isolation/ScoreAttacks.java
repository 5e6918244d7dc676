package dev.shuke.isolation;

import static dev.shuke.isolation.Attacks.attack;

import java.util.List;

/** Those on models and scores of members. */
final class ScoreAttacks {
    private ScoreAttacks() {}

    static List<Attack> all() {
        return List.of(
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
