package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.web.ApiException;
import dev.shuke.segment.Condition.Found;
import dev.shuke.segment.Condition.Unless;
import dev.shuke.segment.Condition.Where;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Checks the leaves that count events. Every method throws validation_failed at the node that is wrong. */
final class EventChecker {
    private static final String NONE = "none";
    private static final int MAX_WHERE = 20;
    static final int MAX_CONTAINING = 5;

    private EventChecker() {}

    static Condition check(Rule.Event rule, String at, RuleAccess access) {
        String type = type(rule.event(), at + "/event");
        List<Where> where = where(rule.where() == null ? List.of() : rule.where(), EventField.ALL, at + "/where");
        List<List<Where>> containing = containing(rule.containing(), at + "/containing");
        Unless unless = unless(rule.unless(), at + "/unless");
        Found found = new Found(
                type,
                where,
                containing,
                unless,
                WindowChecker.at(rule.at(), at + "/at"),
                WindowChecker.check(rule, at, access));
        Total total = total(rule.aggregate(), at + "/aggregate");
        Operator operator = operator(rule.op(), total, at);
        Object value = value(rule.op(), total, rule.value(), at + "/value");
        Condition.Events events = new Condition.Events(found, total, operator, value);
        access.require(events, at);
        return events;
    }

    private static String type(String sent, String at) {
        if (sent == null) {
            throw ApiException.invalid(at, "must be the type of an event, such as order.paid");
        }
        return FieldChecker.at(at, () -> ValueType.checked(sent));
    }

    private static List<Where> where(List<Rule.Where> sent, Set<EventField> allowed, String at) {
        if (sent.size() > MAX_WHERE) {
            throw ApiException.invalid(at, "must have at most " + MAX_WHERE + " conditions");
        }
        return IntStream.range(0, sent.size())
                .mapToObj(i -> where(sent.get(i), allowed, at + "/" + i))
                .toList();
    }

    private static Where where(Rule.Where sent, Set<EventField> allowed, String at) {
        if (sent == null) {
            throw ApiException.invalid(at, "must be a condition");
        }
        EventField field = EventField.find(sent.field())
                .filter(allowed::contains)
                .orElseThrow(() -> ApiException.invalid(at + "/field", "must be one of " + EventField.keys(allowed)));
        return new Where(field, FieldChecker.test(field.type(), sent.op(), sent.value(), at));
    }

    private static List<List<Where>> containing(List<Rule.Containing> sent, String at) {
        if (sent == null) {
            return List.of();
        }
        if (sent.size() > MAX_CONTAINING) {
            throw ApiException.invalid(at, "must have at most " + MAX_CONTAINING + " entries");
        }
        return IntStream.range(0, sent.size())
                .mapToObj(i -> containing(sent.get(i), at + "/" + i))
                .toList();
    }

    private static List<Where> containing(Rule.Containing sent, String at) {
        if (sent == null || sent.where() == null || sent.where().isEmpty()) {
            throw ApiException.invalid(at + "/where", "must be a list of at least one condition");
        }
        return where(sent.where(), EventField.OF_ITEMS, at + "/where");
    }

    /** Null for none. */
    private static Unless unless(Rule.Unless sent, String at) {
        if (sent == null) {
            return null;
        }
        Integer days = sent.within() == null ? null : within(sent.within(), at + "/within");
        return new Unless(type(sent.event(), at + "/event"), same(sent.same(), at + "/same"), days);
    }

    private static Integer within(EventWindow.Within sent, String at) {
        if (sent.yearsAgo() != null) {
            throw ApiException.invalid(at + "/yearsAgo", "must not be given here");
        }
        return WindowChecker.days(sent.days(), at + "/days");
    }

    private static EventField same(String sent, String at) {
        return switch (sent) {
            case null -> null;
            case "sku" -> EventField.ITEM_SKU;
            case "category" -> EventField.ITEM_CATEGORY;
            default -> throw ApiException.invalid(at, "must be one of sku, category");
        };
    }

    private static Total total(Rule.Aggregate aggregate, String at) {
        if (aggregate == null) {
            return Total.COUNT;
        }
        String fn = aggregate.fn();
        if (!Total.isFunction(fn)) {
            throw ApiException.invalid(at + "/fn", "must be one of " + Total.functions());
        }
        String fields = Total.fields(fn);
        return Total.find(fn, aggregate.field())
                .orElseThrow(() -> ApiException.invalid(
                        at + "/field", fields.isEmpty() ? "must not be given for " + fn : "must be one of " + fields));
    }

    private static Operator operator(String op, Total total, String at) {
        if (!NONE.equals(op)) {
            return Operator.find(op)
                    .filter(Operator.COMPARISONS::contains)
                    .orElseThrow(() -> ApiException.invalid(
                            at + "/op", "must be one of " + Operator.keys(Operator.COMPARISONS) + ", " + NONE));
        }
        if (total != Total.COUNT) {
            throw ApiException.invalid(at + "/aggregate", "must not be given for " + NONE);
        }
        return Operator.EQ;
    }

    /** {@code none} is a count of 0. */
    private static Object value(String op, Total total, JsonNode value, String at) {
        boolean none = NONE.equals(op);
        if (none != (value == null)) {
            throw ApiException.invalid(at, none ? "must not be given for " + NONE : "must be given");
        }
        return none ? (Long) 0L : FieldChecker.at(at, () -> total.type().read(value));
    }
}
