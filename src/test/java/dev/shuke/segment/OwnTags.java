package dev.shuke.segment;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shuke.attribute.AttributeConstraints;
import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.segment.RuleOracle.Word;
import dev.shuke.tag.TagKind;
import dev.shuke.tag.TagValueType;
import dev.shuke.tag.TagView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Tags of a tenant, two of them exclusive, with words about members of which some contradict each other. */
record OwnTags(RandomGenerator random) {
    private static final Instant GONE = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2090-01-01T00:00:00Z");
    private static final List<String> TEXTS = List.of("tea", "milk");
    private static final List<String> SLOTS = List.of("plain", "text", "choice", "number", "either");
    private static final Comparator<Word> BETTER =
            Comparator.comparingInt(Word::rank).thenComparing(Word::age, Comparator.reverseOrder());

    static final Map<String, TagView> DEFINITIONS = Stream.of(
                    tag("plain", null),
                    tag("text", TagValueType.STRING),
                    tag("choice", TagValueType.ENUM),
                    tag("number", TagValueType.NUMBER),
                    tag("left", null),
                    tag("right", null))
            .collect(toMap(TagView::key, tag -> tag));

    private static TagView tag(String key, TagValueType type) {
        AttributeConstraints must =
                type == TagValueType.ENUM ? new AttributeConstraints(null, null, null, TEXTS) : null;
        return new TagView(
                key,
                new Bilingual(null, "T"),
                TagKind.VALUE,
                false,
                false,
                null,
                type,
                must,
                FieldGroup.PREFERENCE,
                null,
                null,
                false,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /** For each slot none, one, or some from whom the member was merged of. */
    List<Word> words(UUID member) {
        List<Word> words = new ArrayList<>();
        for (String slot : SLOTS) {
            for (int n = random.nextInt(3); n > 0; n--) {
                words.add(word(slot, n == 1 ? member : new UUID(random.nextLong(), random.nextLong()), n));
            }
        }
        return words;
    }

    private Word word(String slot, UUID origin, int age) {
        String tag = slot.equals("either") ? one(List.of("left", "right")) : slot;
        boolean removed = random.nextInt(5) == 0;
        Instant expires = one(List.of(GONE, LATER, LATER));
        return new Word(
                slot,
                origin,
                tag,
                value(tag),
                removed,
                random.nextInt(1, 4),
                age,
                random.nextInt(3) == 0 ? null : expires);
    }

    private JsonNode value(String tag) {
        return switch (tag) {
            case "text", "choice" -> instance.textNode(one(TEXTS));
            case "number" -> one(List.of(instance.numberNode(1), instance.numberNode(2), instance.numberNode(1.5)));
            default -> null;
        };
    }

    /** A leaf of a rule. */
    ObjectNode rule() {
        String tag = one(List.copyOf(DEFINITIONS.keySet()));
        ObjectNode rule = instance.objectNode().put("type", "tag").put("tag", tag);
        List<String> ops = new ArrayList<>(List.of("has", "hasNot"));
        ops.addAll(
                switch (tag) {
                    case "text", "choice" -> List.of("eq", "ne", "in", "notIn");
                    case "number" -> List.of("eq", "ne", "gt", "gte", "lt", "lte");
                    default -> List.of();
                });
        String op = one(ops);
        rule.put("op", op);
        if (op.endsWith("n")) {
            rule.putArray("value").add(one(TEXTS));
        } else if (!op.startsWith("has")) {
            rule.set("value", value(tag));
        }
        return rule;
    }

    /** What a leaf means: of the words that stand, the best about its slot speaks of the tag. */
    static boolean holds(JsonNode rule, List<Word> words, Instant now) {
        String tag = rule.get("tag").asText();
        String slot = tag.equals("left") || tag.equals("right") ? "either" : tag;
        Optional<Word> has = words.stream()
                .filter(word -> word.slot().equals(slot))
                .filter(word -> word.expiresAt() == null || word.expiresAt().isAfter(now))
                .max(BETTER)
                .filter(word -> !word.removed() && word.tag().equals(tag));
        return switch (rule.get("op").asText()) {
            case "has" -> has.isPresent();
            case "hasNot" -> has.isEmpty();
            default -> has.isPresent() && compared(rule, has.get().value());
        };
    }

    private static boolean compared(JsonNode rule, JsonNode value) {
        JsonNode operand = rule.get("value");
        String op = rule.get("op").asText();
        if (operand.isArray()) {
            boolean listed = StreamSupport.stream(operand.spliterator(), false)
                    .anyMatch(one -> one.asText().equals(value.asText()));
            return op.equals("in") == listed;
        }
        int sign = value.isNumber()
                ? value.decimalValue().compareTo(operand.decimalValue())
                : value.asText().compareTo(operand.asText());
        return switch (op) {
            case "eq" -> sign == 0;
            case "ne" -> sign != 0;
            case "gt" -> sign > 0;
            case "gte" -> sign >= 0;
            case "lt" -> sign < 0;
            default -> sign <= 0;
        };
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
