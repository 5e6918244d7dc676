package dev.shuke.segment;

import dev.shuke.platform.web.ApiException;
import dev.shuke.tag.TagView;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Checks the leaves that ask about a tag. Throws validation_failed at the node that is wrong. */
final class TagChecker {
    /** A tag is missing or not, and words for that are its own. */
    private static final Map<String, Operator> PRESENCE = Map.of("has", Operator.EXISTS, "hasNot", Operator.MISSING);

    private TagChecker() {}

    static Condition check(Rule.Tag rule, String at, RuleAccess access) {
        TagView tag = access.tag(rule.tag());
        if (tag == null || tag.group()) {
            throw ApiException.invalid(at + "/tag", "must be the key of a tag");
        }
        Condition.Test test =
                PRESENCE.containsKey(String.valueOf(rule.op())) ? presence(rule, at) : value(tag, rule, at);
        access.require(tag, test, at);
        return new Condition.Tagged(tag, test);
    }

    private static Condition.Test presence(Rule.Tag rule, String at) {
        if (rule.value() != null) {
            throw ApiException.invalid(at + "/value", "must not be given for " + rule.op());
        }
        return new Condition.Test(PRESENCE.get(rule.op()), null);
    }

    private static Condition.Test value(TagView tag, Rule.Tag rule, String at) {
        Set<Operator> allowed = EnumSet.noneOf(Operator.class);
        if (tag.valueType() != null) {
            allowed.addAll(StoredValue.of(tag).type().operators());
            allowed.removeAll(PRESENCE.values());
        }
        if (Operator.find(rule.op()).filter(allowed::contains).isEmpty()) {
            String others = allowed.isEmpty() ? "" : ", " + Operator.keys(allowed);
            throw ApiException.invalid(at + "/op", "must be one of has, hasNot" + others);
        }
        return FieldChecker.test(StoredValue.of(tag).type(), rule.op(), rule.value(), at);
    }
}
