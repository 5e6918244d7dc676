package dev.shuke.isolation;

import static dev.shuke.isolation.Attacks.attack;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Questions asked before and without an experiment: of the tenant's own past, whose the token says. */
final class PlanningAttacks {
    /** As those of {@link Attacks#OF_NO_NAME}; a pilot's stores that sold to fewer than ten are as unknown ones. */
    static final Set<String> OF_NO_NAME = all().stream().map(Attack::operation).collect(Collectors.toSet());

    private PlanningAttacks() {}

    static List<Attack> all() {
        return List.of(
                attack("computeSampleSize", "nothing", (call, of) -> call.body("""
                        {"metric":{"type":"proportion","baseline":0.1},"effect":{"relative":0.1}}""")),
                attack("computePower", "nothing", (call, of) -> call.body("""
                        {"metric":{"type":"proportion","baseline":0.1},"effect":{"relative":0.1},"units":5000}""")),
                attack("computeDetectableEffect", "nothing", (call, of) -> call.body("""
                        {"metric":{"type":"proportion","baseline":0.1},"units":5000}""")),
                attack("estimateDuration", "nothing", (call, of) -> call.body("""
                        {"units":5000,"event":"order.paid","purpose":"%s"}""".formatted(of.purpose()))),
                attack(
                        "estimateDuration",
                        "a segment's id, in the audience",
                        (call, of) -> call.body("""
                        {"units":5000,"event":"order.paid","purpose":"%s",
                         "audience":{"type":"segment","segment":"%s"}}""".formatted(of.purpose(), of.of("segmentId")))),
                attack("estimateDesignEffect", "nothing", (call, of) -> call.body("{\"metric\":\"revenue\"}")),
                attack("comparePilot", "a store's code", (call, of) -> call.body("""
                        {"treated":["%s"],"startedOn":"2025-03-03","weeks":2}""".formatted(of.of("storeCode")))),
                attack("compareCohorts", "nothing", (call, of) -> call.body("""
                        {"baseline":{"from":"2024-01-01","to":"2024-12-31"},
                         "compared":{"from":"2025-01-01","to":"2025-06-30"},"days":30}""")));
    }
}
