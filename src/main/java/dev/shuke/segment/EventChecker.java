package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.web.ApiException;
import dev.shuke.segment.Condition.Days;
import dev.shuke.segment.Condition.Ever;
import dev.shuke.segment.Condition.Span;
import dev.shuke.segment.Condition.Where;
import dev.shuke.segment.Condition.Window;
import java.util.List;
import java.util.stream.IntStream;

/** Checks the leaves that count events. Every method throws validation_failed at the node that is wrong. */
final class EventChecker {
    private static final String NONE = "none";
    private static final int MAX_DAYS = 3_650;
    private static final int MAX_WHERE = 20;

    private EventChecker() {}

    static Condition check(Rule.Event rule, String at, RuleAccess access) {
        if (rule.event() == null) {
            throw ApiException.invalid(at + "/event", "must be the type of an event, such as order.paid");
        }
        String type = FieldChecker.at(at + "/event", () -> ValueType.checked(rule.event()));
        List<Where> where = where(rule.where() == null ? List.of() : rule.where(), at + "/where");
        Window window = window(rule, at);
        Total total = total(rule.aggregate(), at + "/aggregate");
        Operator operator = operator(rule.op(), total, at);
        long value = value(rule.op(), rule.value(), at + "/value");
        Condition.Events events = new Condition.Events(type, where, window, total, operator, value);
        access.require(events, at);
        return events;
    }

    private static List<Where> where(List<Rule.Where> sent, String at) {
        if (sent.size() > MAX_WHERE) {
            throw ApiException.invalid(at, "must have at most " + MAX_WHERE + " conditions");
        }
        return IntStream.range(0, sent.size())
                .mapToObj(i -> where(sent.get(i), at + "/" + i))
                .toList();
    }

    private static Where where(Rule.Where sent, String at) {
        if (sent == null) {
            throw ApiException.invalid(at, "must be a condition");
        }
        EventField field = EventField.find(sent.field())
                .orElseThrow(() -> ApiException.invalid(at + "/field", "must be one of " + EventField.keys()));
        return new Where(field, FieldChecker.test(ValueType.TEXT, sent.op(), sent.value(), at));
    }

    private static Window window(Rule.Event rule, String at) {
        if (rule.within() != null && rule.between() != null) {
            throw ApiException.invalid(at + "/between", "must not be given beside within");
        }
        if (rule.within() != null) {
            return days(rule.within().days(), at + "/within/days");
        }
        return rule.between() == null ? new Ever() : span(rule.between(), at + "/between");
    }

    private static Window days(Integer days, String at) {
        if (days == null || days < 1 || days > MAX_DAYS) {
            throw ApiException.invalid(at, "must be a whole number from 1 to " + MAX_DAYS);
        }
        return new Days(days);
    }

    private static Window span(Rule.Between between, String at) {
        if (between.from() == null) {
            throw ApiException.invalid(at + "/from", "must be given");
        }
        if (between.to() == null) {
            throw ApiException.invalid(at + "/to", "must be given");
        }
        if (!between.from().instant().isBefore(between.to().instant())) {
            throw ApiException.invalid(at + "/to", "must be later than from");
        }
        return new Span(between.from().instant(), between.to().instant());
    }

    private static Total total(Rule.Aggregate aggregate, String at) {
        if (aggregate == null) {
            return Total.COUNT;
        }
        if ("sum".equals(aggregate.fn())) {
            return Total.sumOf(aggregate.field())
                    .orElseThrow(() -> ApiException.invalid(at + "/field", "must be one of " + Total.fields()));
        }
        if (!"count".equals(aggregate.fn())) {
            throw ApiException.invalid(at + "/fn", "must be one of count, sum");
        }
        if (aggregate.field() != null) {
            throw ApiException.invalid(at + "/field", "must not be given for count");
        }
        return Total.COUNT;
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
    private static long value(String op, JsonNode value, String at) {
        boolean none = NONE.equals(op);
        if (none != (value == null)) {
            throw ApiException.invalid(at, none ? "must not be given for " + NONE : "must be given");
        }
        return none ? 0 : FieldChecker.at(at, () -> (Long) ValueType.NUMBER.read(value));
    }
}
