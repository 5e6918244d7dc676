package dev.shuke.segment;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Rules of every kind of node, field and operator, with values from the same small sets as {@link RandomPeople}. */
record RandomRules(RandomGenerator random, Moments moments, List<ObjectNode> asked) {
    private static final List<String> COMPARISONS = List.of("eq", "ne", "gt", "gte", "lt", "lte");

    RandomRules(RandomGenerator random, Moments moments) {
        this(random, moments, new ArrayList<>());
    }

    ObjectNode rule() {
        return rule(3);
    }

    private ObjectNode rule(int depth) {
        int kind = random.nextInt(depth == 0 ? 9 : 12);
        return switch (kind) {
            case 0, 1, 2, 3 -> event();
            case 4, 5 -> attribute();
            case 6 -> new OwnAttributes(random, moments).rule();
            case 7 -> metric();
            case 8 -> new OwnTags(random).rule();
            case 9 -> node("not").set("of", rule(depth - 1));
            default -> {
                ArrayNode of = instance.arrayNode();
                for (int parts = random.nextInt(1, 4); parts > 0; parts--) {
                    of.add(rule(depth - 1));
                }
                yield node(kind == 10 ? "all" : "any").set("of", of);
            }
        };
    }

    private ObjectNode event() {
        ObjectNode event = events().deepCopy();
        String fn = one(List.of("none", "count", "default", "amount", "items.amount", "items.quantity"));
        if (fn.equals("none")) {
            return event.put("op", "none");
        }
        event.put("op", one(COMPARISONS));
        if (fn.equals("count")) {
            event.putObject("aggregate").put("fn", "count");
        } else if (!fn.equals("default")) {
            event.putObject("aggregate").put("fn", "sum").put("field", fn);
        }
        boolean money = fn.endsWith("amount");
        return event.put("value", random.nextInt(8) == 0 ? -1 : random.nextInt(money ? 8 : 5) * (money ? 100L : 1L));
    }

    /** Sometimes the same as before: about those a rule may then say two things. */
    private ObjectNode events() {
        if (asked.isEmpty() || random.nextInt(4) > 0) {
            ObjectNode event = node("event").put("event", one(RandomPeople.TYPES));
            where(event);
            window(event);
            asked.add(event);
        }
        return asked.getLast();
    }

    private void where(ObjectNode event) {
        ArrayNode where = instance.arrayNode();
        for (int conditions = random.nextInt(4); conditions > 0; conditions--) {
            switch (random.nextInt(4)) {
                case 0 -> where.add(text(instance.objectNode().put("field", "store"), RandomPeople.STORES));
                case 1 -> where.add(text(instance.objectNode().put("field", "channel"), RandomPeople.CHANNELS));
                case 2 -> where.add(text(instance.objectNode().put("field", "items.sku"), RandomPeople.SKUS));
                default ->
                    where.add(text(instance.objectNode().put("field", "items.category"), RandomPeople.CATEGORIES));
            }
        }
        if (!where.isEmpty()) {
            event.set("where", where);
        }
    }

    private void window(ObjectNode event) {
        switch (random.nextInt(3)) {
            case 0 -> event.putObject("within").put("days", one(Moments.DAYS));
            case 1 -> {
                var from = one(moments.edges());
                var to = one(moments.edges());
                if (from.isBefore(to)) {
                    event.putObject("between").put("from", from.toString()).put("to", to.toString());
                }
            }
            default -> {
                // all time
            }
        }
    }

    private ObjectNode attribute() {
        String name = one(List.of("gender", "city", "birthday", "createdAt", "name", "email"));
        ObjectNode rule = node("attribute").put("attribute", name);
        return switch (name) {
            case "gender" -> text(rule, RandomPeople.GENDERS);
            case "city" -> text(rule, RandomPeople.CITIES);
            case "birthday" -> ordered(rule, one(RandomPeople.BIRTHDAYS).toString());
            case "createdAt" -> ordered(rule, one(moments.edges()).toString());
            default -> rule.put("op", one(List.of("exists", "missing")));
        };
    }

    private ObjectNode metric() {
        String name =
                one(List.of("frequency", "monetary", "recencyDays", "recencyDays", "firstOrderAt", "lastOrderAt"));
        ObjectNode rule = node("metric").put("metric", name);
        if (name.endsWith("At")) {
            return ordered(rule, (random.nextBoolean() ? moments.recent(random) : one(moments.edges())).toString());
        }
        ordered(rule, "");
        return rule.has("value") ? rule.put("value", random.nextInt(6) * (name.equals("monetary") ? 1000 : 1)) : rule;
    }

    private ObjectNode ordered(ObjectNode rule, String value) {
        String op = random.nextInt(6) == 0 ? one(List.of("exists", "missing")) : one(COMPARISONS);
        rule.put("op", op);
        return op.equals("exists") || op.equals("missing") ? rule : rule.put("value", value);
    }

    private ObjectNode text(ObjectNode rule, List<String> values) {
        String op = one(List.of("eq", "ne", "in", "notIn", "exists", "missing"));
        rule.put("op", op);
        if (op.equals("in") || op.equals("notIn")) {
            ArrayNode list = rule.putArray("value");
            for (int count = random.nextInt(1, 3); count > 0; count--) {
                list.add(one(values));
            }
        } else if (op.equals("eq") || op.equals("ne")) {
            rule.put("value", one(values));
        }
        return rule;
    }

    private static ObjectNode node(String type) {
        return instance.objectNode().put("type", type);
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
