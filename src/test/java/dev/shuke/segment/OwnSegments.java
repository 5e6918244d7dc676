package dev.shuke.segment;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shuke.platform.privacy.Purpose;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Segments that a tenant has, for rules to name; one of them names the two before it. */
record OwnSegments(RandomGenerator random) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** By key, each after those that it names. */
    static final Map<String, JsonNode> RULES = rules();

    static final Definitions DEFINITIONS =
            new Definitions(OwnAttributes.DEFINITIONS, OwnTags.DEFINITIONS, definitions());

    private static Map<String, JsonNode> rules() {
        Map<String, JsonNode> rules = new LinkedHashMap<>();
        rules.put("buyers", read("""
                {"type":"event","event":"order.paid","within":{"days":30},"op":"gte","value":2}"""));
        rules.put("elsewhere", read("""
                {"type":"not","of":{"type":"attribute","attribute":"city","op":"eq","value":"London"}}"""));
        rules.put("either", read("""
                {"type":"any","of":[{"type":"segment","segment":"buyers"},
                  {"type":"not","of":{"type":"segment","segment":"elsewhere"}}]}"""));
        return rules;
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, SegmentView> definitions() {
        Map<String, SegmentView> segments = new LinkedHashMap<>();
        RULES.forEach((key, rule) -> segments.put(key, segment(key, rule)));
        return segments;
    }

    private static SegmentView segment(String key, JsonNode rule) {
        return new SegmentView(
                UUID.randomUUID(),
                key,
                new SegmentName(key),
                Purpose.SERVICE,
                SegmentKind.DYNAMIC,
                1,
                MAPPER.convertValue(rule, Rule.class),
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null);
    }

    /** A leaf of a rule. */
    ObjectNode rule() {
        List<String> keys = List.copyOf(RULES.keySet());
        return instance.objectNode().put("type", "segment").put("segment", keys.get(random.nextInt(keys.size())));
    }
}
