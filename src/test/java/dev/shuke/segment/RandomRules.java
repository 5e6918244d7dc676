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

    private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private static final List<String> AGGREGATES = List.of(
            "none",
            "count",
            "default",
            "default",
            "sum amount",
            "sum items.amount",
            "sum items.quantity",
            "avg amount",
            "min amount",
            "max amount",
            "distinct store",
            "distinct channel",
            "distinct items.sku",
            "distinct items.category",
            "first",
            "last");

    RandomRules(RandomGenerator random, Moments moments) {
        this(random, moments, new ArrayList<>());
    }

    ObjectNode rule() {
        return rule(3);
    }

    private ObjectNode rule(int depth) {
        int kind = random.nextInt(depth == 0 ? 11 : 14);
        return switch (kind) {
            case 0, 1, 2, 3 -> event();
            case 4, 5 -> attribute();
            case 6 -> new OwnAttributes(random, moments).rule();
            case 7 -> metric();
            case 8 -> new OwnTags(random).rule();
            case 9 -> new OwnSegments(random).rule();
            case 10 -> new OwnScores(random, moments).rule();
            case 11 -> node("not").set("of", rule(depth - 1));
            default -> {
                ArrayNode of = instance.arrayNode();
                for (int parts = random.nextInt(1, 4); parts > 0; parts--) {
                    of.add(rule(depth - 1));
                }
                yield node(kind == 12 ? "all" : "any").set("of", of);
            }
        };
    }

    private ObjectNode event() {
        ObjectNode event = events().deepCopy();
        String aggregate = one(AGGREGATES);
        if (aggregate.equals("none")) {
            return event.put("op", "none");
        }
        event.put("op", one(COMPARISONS));
        String[] of = aggregate.split(" ");
        if (!aggregate.equals("default")) {
            ObjectNode made = event.putObject("aggregate").put("fn", of[0]);
            if (of.length > 1) {
                made.put("field", of[1]);
            }
        }
        if (of[0].equals("first") || of[0].equals("last")) {
            return event.put("value", moments.near(random).toString());
        }
        boolean money = aggregate.endsWith("amount");
        return event.put("value", random.nextInt(8) == 0 ? -1 : random.nextInt(money ? 8 : 5) * (money ? 100L : 1L));
    }

    /** Conditions on other items of the event, and on what came after it. */
    private void besides(ObjectNode event) {
        if (random.nextInt(4) == 0) {
            ArrayNode containing = event.putArray("containing");
            for (int items = random.nextInt(1, 3); items > 0; items--) {
                ArrayNode where = containing.addObject().putArray("where");
                for (int conditions = random.nextInt(1, 3); conditions > 0; conditions--) {
                    where.add(ofItem());
                }
            }
        }
        if (random.nextInt(4) == 0) {
            ObjectNode unless = event.putObject("unless").put("event", one(RandomPeople.TYPES));
            if (random.nextInt(3) > 0) {
                unless.put("same", one(List.of("sku", "category")));
            }
            if (random.nextBoolean()) {
                unless.putObject("within").put("days", one(List.of(1, 30, 365)));
            }
        }
    }

    private ObjectNode ofItem() {
        return random.nextBoolean()
                ? text(instance.objectNode().put("field", "items.sku"), RandomPeople.SKUS)
                : text(instance.objectNode().put("field", "items.category"), RandomPeople.CATEGORIES);
    }

    /** Sometimes the same as before: about those a rule may then say two things. */
    private ObjectNode events() {
        if (asked.isEmpty() || random.nextInt(5) < 2) {
            ObjectNode event = node("event").put("event", one(RandomPeople.TYPES));
            where(event);
            besides(event);
            window(event);
            asked.add(event);
        }
        return asked.getLast();
    }

    private void where(ObjectNode event) {
        ArrayNode where = instance.arrayNode();
        for (int conditions = random.nextInt(4); conditions > 0; conditions--) {
            switch (random.nextInt(8)) {
                case 0, 1 -> where.add(text(instance.objectNode().put("field", "store"), RandomPeople.STORES));
                case 2 -> where.add(text(instance.objectNode().put("field", "channel"), RandomPeople.CHANNELS));
                case 3 -> where.add(text(instance.objectNode().put("field", "paymentMethod"), RandomPeople.PAYMENTS));
                case 4 ->
                    where.addObject()
                            .put("field", "store")
                            .put("op", "withinKm")
                            .set("value", new OwnPlaces(random).near());
                default -> where.add(ofItem());
            }
        }
        if (!where.isEmpty()) {
            event.set("where", where);
        }
    }

    private void window(ObjectNode event) {
        at(event);
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                ObjectNode within = event.putObject("within").put("days", one(Moments.DAYS));
                if (random.nextInt(4) == 0) {
                    within.put("yearsAgo", 1);
                }
            }
            case 2 ->
                event.putObject("calendar")
                        .put("unit", one(List.of("week", "month", "quarter", "season", "year")))
                        .put("ago", random.nextInt(4));
            case 3 -> {
                int from = random.nextInt(-30, 30);
                event.putObject("holiday")
                        .put("holiday", one(List.copyOf(DateOracle.HOLIDAYS.keySet())))
                        .put("fromDay", from)
                        .put("toDay", random.nextInt(from, 31))
                        .put("ago", random.nextInt(2));
            }
            case 4 -> {
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

    private void at(ObjectNode event) {
        if (random.nextInt(4) > 0) {
            return;
        }
        ObjectNode at = event.putObject("at");
        int parts = random.nextInt(1, 8);
        if ((parts & 1) > 0) {
            at.putArray("weekdays").add(one(WEEKDAYS)).add(one(WEEKDAYS)).add(one(WEEKDAYS));
        }
        if ((parts & 2) > 0) {
            at.put("from", one(List.of("01:15", "02:30", "20:00")));
        }
        if ((parts & 4) > 0) {
            at.put("to", one(List.of("01:30", "12:00", "23:00")));
        }
    }

    /** Around the birthdays and the times asked about, and of any sign that the operator takes. */
    static int span(RandomGenerator random, String op) {
        List<Integer> spans = op.equals("olderThanYears")
                ? List.of(0, 5, 6, 25, 26, 35, 36)
                : List.of(0, 9, 10, 32, 33, 53, 54, 100, 365);
        int span = spans.get(random.nextInt(spans.size()));
        return op.equals("monthDayIn") && random.nextBoolean() ? -span : span;
    }

    private ObjectNode birthday(ObjectNode rule) {
        if (random.nextBoolean()) {
            return ordered(rule, one(RandomPeople.BIRTHDAYS).toString());
        }
        String op = one(DateOracle.DATE_OPS);
        return rule.put("op", op).put("value", span(random, op));
    }

    private ObjectNode attribute() {
        String name = one(List.of("gender", "city", "birthday", "createdAt", "name", "email"));
        ObjectNode rule = node("attribute").put("attribute", name);
        return switch (name) {
            case "gender" -> text(rule, RandomPeople.GENDERS);
            case "city" -> text(rule, RandomPeople.CITIES);
            case "birthday" -> birthday(rule);
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
