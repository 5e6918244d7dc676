package dev.shuke.segment;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shuke.attribute.AttributeConstraints;
import dev.shuke.attribute.AttributeType;
import dev.shuke.attribute.AttributeView;
import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.privacy.FieldGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Attributes that a tenant has defined, one of each type and named after it, with values that rules hit and just miss,
 * and others that no definition would admit: they were there before.
 */
record OwnAttributes(RandomGenerator random, Moments moments) {
    /** Further ones, whose values stand under keys of another form, and are encrypted if they are contact. */
    private static final Map<String, String> STORED_KEYS =
            Map.of("budget", "amount:budget", "secret", "contact:secret");

    /** Before the definitions, which are made of it. */
    private static final List<String> TEXTS_OF_ENUM = List.of("tea", "milk");

    static final Map<String, AttributeView> DEFINITIONS = definitions();

    private static final List<String> TEXTS = List.of("tea", "milk", "it's \\ \"odd\" $1");
    private static final List<String> DATES = List.of("2020-02-28", "2020-02-29", "2020-03-01");
    /** Of every JSON type, and texts that look like a time and are none. */
    private static final List<JsonNode> STRAY = List.of(
            instance.textNode("tea"),
            instance.textNode("2020-02-30"),
            instance.textNode("0000-01-01"),
            instance.textNode("infinity"),
            instance.textNode("2020-02-30T10:00:00Z"),
            instance.textNode("2020-02-28T99:00:00Z"),
            instance.textNode("1"),
            instance.textNode(""),
            instance.numberNode(1),
            instance.numberNode(20200228),
            instance.numberNode(1e300),
            instance.booleanNode(true),
            instance.arrayNode().add(1).add("tea"),
            instance.arrayNode(),
            instance.objectNode().put("amount", "100"),
            instance.objectNode().put("amount", 100.5),
            instance.objectNode().put("latitude", "31").put("longitude", 121),
            instance.objectNode().put("latitude", 1e300).put("longitude", 121),
            instance.objectNode());

    private static Map<String, AttributeView> definitions() {
        List<AttributeView> all = new ArrayList<>();
        for (AttributeType type : AttributeType.values()) {
            all.add(definition(type.key(), type, AttributeView.DEFAULT));
        }
        all.add(definition("budget", AttributeType.MONEY, FieldGroup.AMOUNT));
        all.add(definition("secret", AttributeType.STRING, FieldGroup.CONTACT));
        return all.stream().collect(toMap(AttributeView::key, attribute -> attribute));
    }

    private static AttributeView definition(String key, AttributeType type, FieldGroup group) {
        AttributeConstraints must =
                type == AttributeType.ENUM ? new AttributeConstraints(null, null, null, TEXTS_OF_ENUM) : null;
        return new AttributeView(key, new Bilingual(null, key), type, group, must, false, Instant.EPOCH, Instant.EPOCH);
    }

    /** As a member has them in the database. */
    ObjectNode stored() {
        ObjectNode values = instance.objectNode();
        DEFINITIONS.forEach((key, attribute) -> {
            String at = storedKey(key);
            switch (random.nextInt(6)) {
                case 0 -> {
                    // has none
                }
                case 1 -> values.set(at, one(STRAY));
                default -> values.set(at, value(attribute.type()));
            }
        });
        return values;
    }

    static String storedKey(String key) {
        return STORED_KEYS.getOrDefault(key, key);
    }

    private JsonNode value(AttributeType type) {
        return switch (type) {
            case STRING, ENUM -> instance.textNode(one(TEXTS));
            case NUMBER -> number();
            case BOOLEAN -> instance.booleanNode(random.nextBoolean());
            case DATE -> instance.textNode(one(DATES));
            case DATETIME -> instance.textNode(one(moments.edges()).toString());
            case STRING_LIST -> list(random.nextInt(3));
            case GEO_POINT -> new OwnPlaces(random).place();
            case MONEY ->
                instance.objectNode().put("amount", random.nextInt(4) * 100L).put("currency", "GBP");
        };
    }

    private JsonNode number() {
        return one(List.of(
                instance.numberNode(1),
                instance.numberNode(2),
                instance.numberNode(1.5),
                instance.numberNode(0.1),
                instance.numberNode(-3)));
    }

    private ArrayNode list(int entries) {
        ArrayNode list = instance.arrayNode();
        for (int i = 0; i < entries; i++) {
            list.add(one(TEXTS));
        }
        return list;
    }

    /** A leaf of a rule. */
    ObjectNode rule() {
        AttributeView attribute = one(List.copyOf(DEFINITIONS.values()));
        return rule(attribute, one(ops(attribute)));
    }

    /** A leaf of every attribute and each of its operators. */
    List<ObjectNode> rules() {
        return DEFINITIONS.values().stream()
                .flatMap(attribute -> ops(attribute).stream().map(op -> rule(attribute, op)))
                .toList();
    }

    private ObjectNode rule(AttributeView attribute, String op) {
        ObjectNode rule = instance.objectNode().put("type", "attribute").put("attribute", attribute.key());
        rule.put("op", op);
        if (op.equals("in") || op.equals("notIn")) {
            rule.set("value", list(random.nextInt(1, 3)));
        } else if (!op.equals("exists") && !op.equals("missing")) {
            rule.set(
                    "value",
                    DateOracle.DATE_OPS.contains(op)
                            ? instance.numberNode(RandomRules.span(random, op))
                            : op.equals("withinKm") ? new OwnPlaces(random).near() : operand(attribute.type()));
        }
        return rule;
    }

    private JsonNode operand(AttributeType type) {
        return type == AttributeType.MONEY ? instance.numberNode(random.nextInt(4) * 100L) : value(type);
    }

    private static List<String> ops(AttributeView attribute) {
        List<String> ops = new ArrayList<>(List.of("exists", "missing"));
        if (!attribute.isSealed()) {
            ops.addAll(comparisons(attribute.type()));
        }
        return ops;
    }

    private static List<String> comparisons(AttributeType type) {
        return switch (type) {
            case STRING, ENUM -> List.of("eq", "ne", "in", "notIn");
            case NUMBER, MONEY, DATETIME -> List.of("eq", "ne", "gt", "gte", "lt", "lte");
            case DATE -> {
                List<String> all = new ArrayList<>(List.of("eq", "ne", "gt", "gte", "lt", "lte"));
                all.addAll(DateOracle.DATE_OPS);
                yield all;
            }
            case BOOLEAN -> List.of("eq", "ne");
            case STRING_LIST -> List.of("in", "notIn");
            case GEO_POINT -> List.of("withinKm");
        };
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
