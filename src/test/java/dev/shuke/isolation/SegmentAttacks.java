package dev.shuke.isolation;

import static dev.shuke.isolation.Attacks.attack;

import java.util.List;

/** Ways to ask for another's segments by what became of them. */
final class SegmentAttacks {
    private SegmentAttacks() {}

    static List<Attack> all() {
        return List.of(
                attack(
                        "previewSegment",
                        "what a rule asks for",
                        (call, of) -> call.body("""
                        {"rule":%s,"purpose":"%s"}""".formatted(Attacks.rule(of), of.purpose()))),
                attack(
                        "compareSegment",
                        "what a rule asks for",
                        (call, of) -> call.body("""
                        {"rule":%s,"purpose":"%s"}""".formatted(Attacks.rule(of), of.purpose()))),
                attack(
                        "previewSegment",
                        "a segment that a rule names",
                        (call, of) -> call.body("""
                        {"rule":{"type":"segment","segment":"%s"},"purpose":"service"}""".formatted(of.of("segmentId")))),
                attack("readSegment", "an id", (call, of) -> call.path("id", of.of("segmentId"))),
                attack("listSegmentHistory", "an id", (call, of) -> call.path("id", of.of("segmentId"))),
                attack(
                        "readSegmentCount",
                        "an id",
                        (call, of) -> call.path("id", of.of("segmentId")).query("asOf", "2026-11-01T00:00:00Z")),
                attack("listSegmentCounts", "an id", (call, of) -> call.path("id", of.of("segmentId"))),
                attack(
                        "overlapSegments",
                        "two ids",
                        (call, of) -> call.body(
                                "{\"segments\":[\"%s\",\"%s\"]}".formatted(of.of("segmentId"), of.of("frozenId")))),
                attack("listHolidays", "nothing", (call, of) -> {}),
                attack("readHoliday", "a key", (call, of) -> call.path("key", of.of("tagKey"))),
                attack(
                        "setHoliday",
                        "a key, to take it over",
                        (call, of) -> call.path("key", of.of("tagKey"))
                                .body("{\"name\":{\"en\":\"Overwritten\"},\"yearly\":{\"month\":5,\"day\":20}}")),
                attack("deleteHoliday", "a key", (call, of) -> call.path("key", of.of("tagKey"))),
                attack("listMemberSegmentHistory", "an id", (call, of) -> call.path("id", of.of("memberId"))),
                attack(
                        "listSegmentHistory",
                        "an id and a cursor",
                        (call, of) ->
                                call.path("id", of.of("segmentId")).query("cursor", of.of("segmentMembersCursor"))));
    }
}
