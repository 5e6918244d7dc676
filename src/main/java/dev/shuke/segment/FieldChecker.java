package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.attribute.AttributeView;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.segment.MemberField.Group;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Checks the leaves that ask about one value. Every method throws validation_failed at the node that is wrong. */
final class FieldChecker {
    private static final int MAX_VALUES = 500;

    private FieldChecker() {}

    static Condition check(Rule.Attribute rule, String at, RuleAccess access) {
        AttributeView own = access.attribute(rule.attribute());
        if (own != null) {
            Condition.Test test = test(StoredValue.of(own).type(), rule.op(), rule.value(), at);
            access.require(own, test, at);
            return new Condition.Defined(own, test);
        }
        MemberField field = required(Group.ATTRIBUTE, rule.attribute(), at + "/attribute");
        return member(field, test(field.type(), rule.op(), rule.value(), at), at, access);
    }

    static Condition check(Rule.Metric rule, String at, RuleAccess access) {
        MemberField field = required(Group.METRIC, rule.metric(), at + "/metric");
        return member(field, test(field.type(), rule.op(), rule.value(), at), at, access);
    }

    private static Condition member(MemberField field, Condition.Test test, String at, RuleAccess access) {
        access.require(field, test, at);
        return new Condition.Member(field, test);
    }

    /** Whether it can only be an attribute that the tenant has defined. */
    static boolean isOwn(String attribute) {
        return attribute != null && MemberField.find(Group.ATTRIBUTE, attribute).isEmpty();
    }

    private static MemberField required(Group group, String key, String at) {
        String others = group == Group.ATTRIBUTE ? ", or the key of a defined attribute" : "";
        return MemberField.find(group, key)
                .orElseThrow(() -> ApiException.invalid(at, "must be one of " + MemberField.keys(group) + others));
    }

    static Condition.Test test(ValueType type, String op, JsonNode value, String at) {
        Operator operator = Operator.find(op)
                .filter(type.operators()::contains)
                .orElseThrow(
                        () -> ApiException.invalid(at + "/op", "must be one of " + Operator.keys(type.operators())));
        return new Condition.Test(operator, operand(type, operator, value, at + "/value"));
    }

    private static Object operand(ValueType type, Operator operator, JsonNode value, String at) {
        return switch (operator) {
            case EXISTS, MISSING -> absent(value, operator, at);
            case IN, NOT_IN -> list(type, value, at);
            case MONTH_DAY_WITHIN_NEXT, MONTH_DAY_WITHIN_LAST, MONTH_DAY_IN, OLDER_THAN_YEARS ->
                span(operator, value, at);
            case WITHIN_KM -> ofKind(Condition.Near.class, given(type, value, at), at);
            default ->
                type == ValueType.STORE ? ofKind(String.class, given(type, value, at), at) : given(type, value, at);
        };
    }

    private static Object absent(JsonNode value, Operator operator, String at) {
        if (value != null) {
            throw ApiException.invalid(at, "must not be given for " + operator.key());
        }
        return null;
    }

    private static Object given(ValueType type, JsonNode value, String at) {
        if (value == null) {
            throw ApiException.invalid(at, "must be given");
        }
        return at(at, () -> type.read(value));
    }

    private static Object span(Operator operator, JsonNode value, String at) {
        if (value == null) {
            throw ApiException.invalid(at, "must be given");
        }
        return at(at, () -> ValueType.span(operator, value));
    }

    /** Of a type that is compared with values of two kinds. */
    private static Object ofKind(Class<?> kind, Object value, String at) {
        if (!kind.isInstance(value)) {
            throw ApiException.invalid(at, kind == String.class ? "must be a text" : "must name a place");
        }
        return value;
    }

    private static List<Object> list(ValueType type, JsonNode values, String at) {
        if (values == null || !values.isArray() || values.isEmpty() || values.size() > MAX_VALUES) {
            throw ApiException.invalid(at, "must be a list of 1 to " + MAX_VALUES + " values");
        }
        return IntStream.range(0, values.size())
                .mapToObj(i -> type == ValueType.STORE
                        ? ofKind(String.class, at(at + "/" + i, () -> type.read(values.get(i))), at + "/" + i)
                        : at(at + "/" + i, () -> type.read(values.get(i))))
                .toList();
    }

    /** Says where, when the value itself only says what. */
    static <T> T at(String at, Supplier<T> read) {
        try {
            return read.get();
        } catch (InvalidValue invalid) {
            throw ApiException.invalid(at, invalid.getMessage());
        }
    }
}
