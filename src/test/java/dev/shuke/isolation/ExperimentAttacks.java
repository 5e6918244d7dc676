package dev.shuke.isolation;

import static dev.shuke.isolation.Attacks.attack;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Those on experiments, and what they need: one in each state, for each step to be taken of one of its own. */
final class ExperimentAttacks {
    private static final String PATH = "/v1/experiments";

    /** By the name of the target, the steps that bring one there. */
    private static final Map<String, List<String>> STATES = Map.of(
            "draftId", List.of(),
            "spareDraftId", List.of(),
            "doneDraftId", List.of(),
            "runningId", List.of("start"),
            "endingId", List.of("start"),
            "pausedId", List.of("start", "pause"));

    private ExperimentAttacks() {}

    static void plant(Merchant merchant) {
        String key = "n" + Merchant.random("xxxxxxxxxxx");
        merchant.values().put("experimentKey", key);
        merchant.values().put("newExperimentKey", "n" + Merchant.random("xxxxxxxxxxx"));
        expect(owner(merchant).body("{\"holdout\":0}").put("/v1/experiment-settings"));
        merchant.values()
                .put("experimentId", created(merchant, key, "\"layer\":\"%s\",\"traffic\":0.1,".formatted(key)));
        step(merchant, merchant.values().get("experimentId"), "start");
        STATES.forEach((name, steps) -> {
            String id = created(merchant, "n" + Merchant.random("xxxxxxxxxxx"), "");
            merchant.values().put(name, id);
            steps.forEach(step -> step(merchant, id, step));
        });
        String stores = created(merchant, "n" + Merchant.random("xxxxxxxxxxx"), "\"unit\":\"store\",");
        merchant.values().put("pilotId", stores);
        step(merchant, stores, "start");
        expect(owner(merchant).body("[" + exposure(merchant) + "]").post("/v1/events"));
        merchant.values()
                .put(
                        "experimentsCursor",
                        expect(owner(merchant).get(PATH + "?limit=1")).path("nextCursor"));
    }

    private static String exposure(Merchant merchant) {
        return """
                {"type":"exposure","source":"till","sourceId":"%s","occurredAt":"2026-01-02T03:04:05Z",
                 "member":{"kind":"card","value":"SHARED-0001"},"props":{"experiment":"%s","variant":"a"}}""".formatted(UUID.randomUUID(), merchant.values().get("experimentKey"));
    }

    private static String created(Merchant merchant, String key, String more) {
        return expect(owner(merchant)
                        .body(definition(key, merchant.canary() + "Name", more))
                        .post(PATH))
                .path("id");
    }

    private static String definition(String key, String name, String more) {
        return """
                {"key":"%s","name":"%s","purpose":"service",%s"variants":[{"key":"a","payload":"%2$s"},{"key":"b"}],
                 "metrics":[{"key":"conversion","type":"proportion"}]}""".formatted(key, name, more);
    }

    private static void step(Merchant merchant, String id, String step) {
        expect(owner(merchant).post(PATH + "/" + id + "/" + step));
    }

    private static ApiCall owner(Merchant merchant) {
        return TenantIsolationTest.caller(merchant.owner()).header("Idempotency-Key", UUID.randomUUID());
    }

    private static Response expect(Response answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError("planting experiments failed: " + answer.asString());
        }
        return answer;
    }

    static List<Attack> all() {
        return Stream.of(onDefinitions(), onUnits(), onResults(), PlanningAttacks.all().stream())
                .flatMap(attacks -> attacks)
                .toList();
    }

    /** At a moment of the past, so that two answers are the same. */
    private static Stream<Attack> onResults() {
        return Stream.of(
                attack(
                        "readExperimentResults",
                        "an id",
                        (call, of) -> call.path("id", of.of("experimentId"))
                                .query("by", "store")
                                .query("asOf", "2026-03-01T00:00:00Z")),
                attack(
                        "readExperimentSeries",
                        "an id",
                        (call, of) -> call.path("id", of.of("experimentId")).query("asOf", "2026-03-01T00:00:00Z")));
    }

    private static Stream<Attack> onDefinitions() {
        return Stream.of(
                attack(
                        "assignExperiments",
                        "a member",
                        (call, of) -> call.body(
                                "{\"unit\":{\"kind\":\"member\",\"id\":\"%s\"}}".formatted(of.of("memberId")))),
                attack("listExperiments", "nothing but the list", (call, of) -> {}),
                attack("listExperiments", "a cursor", (call, of) -> call.query("cursor", of.of("experimentsCursor"))),
                attack("readExperiment", "an id", (call, of) -> call.path("id", of.of("experimentId"))),
                attack("listExperimentVersions", "an id", (call, of) -> call.path("id", of.of("experimentId"))),
                attack("listExperimentStores", "an id", (call, of) -> call.path("id", of.of("pilotId"))),
                attack(
                        "createExperiment",
                        "a key and a layer",
                        (call, of) -> call.body(definition(
                                of.of("newExperimentKey"),
                                "Overwritten",
                                "\"layer\":\"%s\",\"traffic\":0.1,".formatted(of.of("experimentKey"))))),
                attack(
                        "replaceExperiment",
                        "an id and a key",
                        (call, of) -> call.path("id", of.of("experimentId"))
                                .body(definition(
                                        of.of("experimentKey"),
                                        "Overwritten",
                                        "\"layer\":\"%s\",\"traffic\":0.2,".formatted(of.of("experimentKey"))))),
                attack("startExperiment", "an id", (call, of) -> call.path("id", of.of("draftId"))),
                attack("pauseExperiment", "an id", (call, of) -> call.path("id", of.of("runningId"))),
                attack("resumeExperiment", "an id", (call, of) -> call.path("id", of.of("pausedId"))),
                attack("stopExperiment", "an id", (call, of) -> call.path("id", of.of("endingId"))),
                attack("archiveExperiment", "an id", (call, of) -> call.path("id", of.of("doneDraftId"))),
                attack("deleteExperiment", "an id", (call, of) -> call.path("id", of.of("spareDraftId"))),
                attack("readExperimentSettings", "nothing", (call, of) -> {}),
                attack("replaceExperimentSettings", "nothing", (call, of) -> call.body("{\"holdout\":0.01}")));
    }

    private static Stream<Attack> onUnits() {
        String assign = "{\"unit\":{\"kind\":\"%s\",\"id\":\"%s\"},\"experiments\":[\"%s\"]}";
        return Stream.of(
                attack(
                        "assignExperiments",
                        "a member and a key",
                        (call, of) -> call.body(assign.formatted("member", of.of("memberId"), of.of("experimentKey")))),
                attack(
                        "assignExperiments",
                        "several members",
                        (call, of) -> call.body("""
                                {"units":[{"kind":"member","id":"%s"}],"experiments":["%s"]}""".formatted(of.of("memberId"), of.of("experimentKey")))),
                attack(
                        "assignExperiments",
                        "a store",
                        (call, of) -> call.body(
                                "{\"unit\":{\"kind\":\"store\",\"id\":\"%s\"}}".formatted(of.of("storeCode")))),
                attack("listOwnAssignments", "nothing", (call, of) -> {}));
    }
}
