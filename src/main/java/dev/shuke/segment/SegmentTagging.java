package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.shuke.tag.AssignmentRequest;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * How far the members of a segment have a tag, or have it no more.
 *
 * @param version of the segment, whose rule who has asked for this might use
 * @param removes whether it is taken from them instead
 * @param writer the subject of who has
 * @param after the member that had it last; null when nobody has yet
 */
record SegmentTagging(
        String tag,
        AssignmentRequest assignment,
        boolean removes,
        UUID segment,
        int version,
        String writer,
        UUID after) {

    static SegmentTagging read(JsonObject json) {
        String expires = json.getString("expiresAt");
        String after = json.getString("after");
        return new SegmentTagging(
                json.getString("tag"),
                new AssignmentRequest(
                        node(json.getValue("value")), expires == null ? null : Instant.parse(expires), null, null),
                json.getBoolean("removes", false),
                UUID.fromString(json.getString("segment")),
                json.getInteger("version"),
                json.getString("writer"),
                after == null ? new UUID(0, 0) : UUID.fromString(after));
    }

    private static JsonNode node(Object value) {
        return switch (value) {
            case null -> null;
            case Number number -> JsonNodeFactory.instance.numberNode(new BigDecimal(number.toString()));
            default -> JsonNodeFactory.instance.textNode(value.toString());
        };
    }

    JsonObject json() {
        JsonNode value = assignment.value();
        return new JsonObject()
                .put("tag", tag)
                .put("value", value == null ? null : value.isNumber() ? value.numberValue() : value.asText())
                .put(
                        "expiresAt",
                        assignment.expiresAt() == null
                                ? null
                                : assignment.expiresAt().toString())
                .put("removes", removes)
                .put("segment", segment.toString())
                .put("version", version)
                .put("writer", writer)
                .put("after", after == null ? null : after.toString());
    }

    SegmentTagging upTo(UUID member) {
        return new SegmentTagging(tag, assignment, removes, segment, version, writer, member);
    }
}
