package dev.shuke.isolation;

import static dev.shuke.isolation.Attacks.MERGE_PATCH;
import static dev.shuke.isolation.Attacks.attack;

import java.util.List;

/** Those on tags. */
final class TagAttacks {
    private TagAttacks() {}

    static List<Attack> all() {
        return List.of(
                attack("listTags", "nothing but the list", (call, of) -> {}),
                attack("readTag", "a key", (call, of) -> call.path("key", of.of("tagKey"))),
                attack(
                        "createTag",
                        "a key, to take it over",
                        (call, of) -> call.body("""
                        {"key":"%s","name":{"en":"Overwritten"},"kind":"value"}""".formatted(of.of("newTagKey")))),
                attack(
                        "createTag",
                        "the key of a group, to be in it",
                        (call, of) -> call.body("""
                        {"key":"%s","name":{"en":"Mine"},"kind":"value","parent":"%s"}""".formatted(of.of("newTagKey"), of.of("tagGroupKey")))),
                attack(
                        "updateTag",
                        "a key, to change it",
                        (call, of) -> call.path("key", of.of("tagKey"))
                                .contentType(MERGE_PATCH)
                                .body("{\"name\":{\"en\":\"Overwritten\"},\"retired\":true}")),
                attack("listMemberTags", "an id", (call, of) -> call.path("id", of.of("memberId"))),
                attack("listTagHistory", "an id", (call, of) -> call.path("id", of.of("memberId"))),
                attack(
                        "listTagHistory",
                        "an id and a cursor",
                        (call, of) -> call.path("id", of.of("memberId")).query("cursor", of.of("tagHistoryCursor"))),
                attack(
                        "setMemberTag",
                        "an id and a key",
                        (call, of) -> call.path("id", of.of("memberId"))
                                .path("key", of.of("tagKey"))
                                .body("{}")),
                attack(
                        "removeMemberTag",
                        "an id and a key",
                        (call, of) -> call.path("id", of.of("memberId")).path("key", of.of("tagKey"))),
                attack("readTagCount", "a key", (call, of) -> call.path("key", of.of("tagKey"))),
                attack("previewSegment", "a tag", (call, of) -> call.body("""
                        {"rule":{"type":"tag","tag":"%s","op":"has"},"purpose":"service"}""".formatted(of.of("tagKey")))),
                attack(
                        "startTagAssignment",
                        "a key and a segment",
                        (call, of) ->
                                call.path("key", of.of("tagKey")).body("{\"segment\":\"" + of.of("segmentId") + "\"}")),
                attack(
                        "readTagTransitions",
                        "the key of an exclusive group",
                        (call, of) -> call.path("key", of.of("tagGroupKey"))),
                attack("readTagRule", "a key", (call, of) -> call.path("key", of.of("tagKey"))),
                attack(
                        "setTagRule",
                        "a key and a segment",
                        (call, of) -> call.path("key", of.of("tagKey"))
                                .body("{\"segment\":\"" + of.of("followedId") + "\"}")),
                attack("deleteTagRule", "a key", (call, of) -> call.path("key", of.of("tagKey"))),
                attack("deleteTag", "a key", (call, of) -> call.path("key", of.of("tagKey"))));
    }
}
