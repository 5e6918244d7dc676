package dev.shuke.segment;

import dev.shuke.attribute.AttributeView;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.Sight;
import dev.shuke.platform.privacy.Use;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.tag.TagView;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a caller may ask about members in a rule: no more than it is shown of them, or than counts may tell it. Every
 * method throws field_forbidden at the node that asks for more.
 */
final class RuleAccess {
    /** Whether there is a value at all: allowed of whatever is shown, masked or not. */
    private static final Set<Operator> PRESENCE = EnumSet.of(Operator.EXISTS, Operator.MISSING);
    /** Those that an edge between two bands answers exactly. */
    private static final Set<Operator> OF_EDGES = EnumSet.of(Operator.GTE, Operator.LT);

    /** Null when everything is allowed. */
    private final FieldPolicy policy;

    private final Use use;

    /** Null when members are asked for. */
    private final ZoneId zone;

    private final Definitions definitions;
    private final List<FieldError> between = new ArrayList<>();
    private boolean countsOnly;

    private RuleAccess(FieldPolicy policy, Use use, ZoneId zone, Definitions definitions) {
        this.policy = policy;
        this.use = use;
        this.zone = zone;
        this.definitions = definitions;
    }

    /**
     * To learn which members a rule matches.
     *
     * @param definitions of what the rule names
     */
    static RuleAccess toMembers(FieldPolicy policy, Definitions definitions) {
        return new RuleAccess(policy, Use.FILTER, null, definitions);
    }

    /**
     * To learn how many members a rule matches.
     *
     * @param persons whether the caller may be told of single members
     * @param zone in which the merchant counts days
     */
    static RuleAccess toCounts(FieldPolicy policy, boolean persons, ZoneId zone, Definitions definitions) {
        RuleAccess access = new RuleAccess(policy, Use.AGGREGATE, zone, definitions);
        access.countsOnly = !persons;
        return access;
    }

    /** For a rule that was checked when its creator was there, and is carried out when nobody is. */
    static RuleAccess allowedBefore(Definitions definitions) {
        return new RuleAccess(null, Use.FILTER, null, definitions);
    }

    /** Null when nobody has defined it. */
    AttributeView attribute(String key) {
        return key == null ? null : definitions.attributes().get(key);
    }

    /** By its key or its id; null when there is none. */
    SegmentView segment(String name) {
        return name == null ? null : definitions.segments().get(name);
    }

    /** One that everybody has, or the merchant; null when there is none. */
    Festival holiday(String key) {
        return key == null
                ? null
                : Holiday.find(key)
                        .<Festival>map(holiday -> holiday)
                        .orElse(definitions.holidays().get(key));
    }

    /** Null when nobody has defined it. */
    TagView tag(String key) {
        return key == null ? null : definitions.tags().get(key);
    }

    void require(AttributeView attribute, Condition.Test test, String at) {
        require(attribute.sensitivity(), test, at, "/attribute");
    }

    void require(TagView tag, Condition.Test test, String at) {
        require(tag.sensitivity(), test, at, "/tag");
    }

    /** Who is not shown what is so defined may not ask about it; who only counts may count those with one value of it. */
    private void require(FieldGroup group, Condition.Test test, String at, String field) {
        require(group, at + field);
        boolean counted = sight(group) == Sight.AGGREGATE && group != FieldGroup.AMOUNT;
        if (!counted && policy != null && !policy.canReadWhole(group)) {
            throw forbidden(at + field, "is not for this caller");
        }
        requireOneValue(test, at);
    }

    /**
     * Whether the caller may have rounded counts only, for what it is or because of a field that was asked about. Then
     * there is no {@link #between} that is allowed.
     */
    boolean countsOnly() {
        return countsOnly;
    }

    /** Where the rule is finer than one by which somebody who has counts only may count. */
    List<FieldError> between() {
        return between;
    }

    void require(MemberField field, Condition.Test test, String at) {
        requireWhole(field, at + "/metric");
        if (field == MemberField.BIRTHDAY && !ofDecades(test)) {
            requireMasked(FieldGroup.IDENTITY, at + "/value");
        }
        Steps steps = Steps.of(field);
        if (steps != null) {
            requireSteps(steps, test.operator(), test.value(), at);
        }
        if (field.type() == ValueType.MONEY) {
            requireAmount(test.operator(), test.value(), at + "/metric", at);
        } else {
            require(field.fieldGroup(), at + (field.group() == MemberField.Group.METRIC ? "/metric" : "/attribute"));
        }
    }

    private void requireWhole(MemberField field, String at) {
        boolean seen = policy == null
                || !field.whole()
                || policy.canReadWhole(field.fieldGroup())
                        && (!field.mixed() || policy.canReadWhole(FieldGroup.BEHAVIOUR));
        if (!seen) {
            throw forbidden(at, "is not for this caller");
        }
    }

    void requireReplenishment(String at) {
        if (policy != null && !policy.canReadWhole(FieldGroup.BEHAVIOUR)) {
            throw forbidden(at, "is not for this caller");
        }
    }

    void require(Condition.Events events, String at) {
        require(FieldGroup.BEHAVIOUR, at + "/event");
        requireWhere(events.found().where(), at + "/where");
        IntStream.range(0, events.found().containing().size())
                .forEach(i -> requireWhere(events.found().containing().get(i), at + "/containing/" + i + "/where"));
        if (events.found().at() != null) {
            between.add(FieldError.at(at + "/at", "must for this caller not be given"));
        }
        if (events.found().unless() != null) {
            between.add(FieldError.at(at + "/unless", "must for this caller not be given"));
        }
        requireSpan(events.window(), at);
        requireSteps(Steps.of(events.total()), events.operator(), events.value(), at);
        if (events.total().isAmount()) {
            requireAmount(events.operator(), events.value(), at + "/aggregate", at);
        }
    }

    private void requireWhere(List<Condition.Where> where, String at) {
        for (int i = 0; i < where.size(); i++) {
            requireOneValue(where.get(i).test(), at + "/" + i);
            boolean counted = sight(FieldGroup.AMOUNT) == Sight.AGGREGATE;
            if (where.get(i).field() == EventField.PAYMENT_METHOD
                    && !counted
                    && policy != null
                    && !policy.canReadWhole(FieldGroup.AMOUNT)) {
                throw forbidden(at + "/" + i + "/field", "is not for this caller");
            }
        }
    }

    /** Two lists could differ in where only one person has been. */
    private void requireOneValue(Condition.Test test, String at) {
        boolean one = test.operator() == Operator.EQ
                || PRESENCE.contains(test.operator())
                || test.operator() == Operator.IN && test.value() instanceof List<?> values && values.size() == 1;
        if (!one) {
            between.add(FieldError.at(at + "/op", "must for this caller be eq, exists, missing, or in with one value"));
        }
    }

    /** Between two edges a single member could be. That there is none of something is an edge too. */
    private void requireSteps(Steps steps, Operator operator, Object value, String at) {
        if (zone == null
                || PRESENCE.contains(operator)
                || operator == Operator.EQ && value.equals(0L) && steps != Steps.DAYS) {
            return;
        }
        if (!OF_EDGES.contains(operator)) {
            between.add(FieldError.at(at + "/op", "must be one of " + Operator.keys(OF_EDGES) + " for this caller"));
        } else if (!steps.isEdge(value, zone)) {
            between.add(FieldError.at(at + "/value", "must for this caller be " + steps.words()));
        }
    }

    private void requireSpan(Condition.Window window, String at) {
        boolean step = switch (window) {
            case Condition.Ever ever -> true;
            case Condition.Days days -> days.yearsAgo() == 0 && Steps.SPANS.contains((long) days.days());
            case Condition.Span span -> false;
            case Condition.Calendar calendar -> false;
            case Condition.Around around -> false;
        };
        if (!step) {
            between.add(FieldError.at(
                    at + "/within/days", "must for this caller be " + Steps.DAYS.words() + ", or not be given"));
        }
    }

    /** Shown the decade of a birthday only, a caller may ask about decades only, or the mask could be asked away. */
    private static boolean ofDecades(Condition.Test test) {
        return PRESENCE.contains(test.operator())
                || OF_EDGES.contains(test.operator())
                        && test.value() instanceof LocalDate date
                        && date.getDayOfYear() == 1
                        && date.getYear() % 10 == 0;
    }

    private void requireAmount(Operator operator, Object value, String field, String at) {
        require(FieldGroup.AMOUNT, field);
        if (sight(FieldGroup.AMOUNT).atLeast(Sight.FULL) || PRESENCE.contains(operator)) {
            return;
        }
        if (!OF_EDGES.contains(operator)) {
            throw forbidden(at + "/op", "must be one of " + Operator.keys(OF_EDGES) + " for this caller");
        }
        if (!Steps.AMOUNTS.isEdge(value, null)) {
            throw forbidden(at + "/value", "must for this caller be " + Steps.AMOUNTS.words());
        }
    }

    private void require(FieldGroup group, String at) {
        Sight sight = sight(group);
        boolean recentOnly = group == FieldGroup.BEHAVIOUR && sight == Sight.PARTIAL;
        if (!canUse(group) || recentOnly) {
            throw forbidden(at, "is not for this caller");
        }
        countsOnly |= sight == Sight.AGGREGATE;
    }

    private boolean canUse(FieldGroup group) {
        return policy == null || policy.canUse(group, use);
    }

    private Sight sight(FieldGroup group) {
        return policy == null ? Sight.REVEAL : policy.sight(group);
    }

    private void requireMasked(FieldGroup group, String at) {
        if (!sight(group).atLeast(Sight.MASKED)) {
            throw forbidden(at, "must for this caller be the first day of a decade, with gte or lt");
        }
    }

    private static ApiException forbidden(String at, String reason) {
        return forbidden(List.of(FieldError.at(at, reason)));
    }

    static ApiException forbidden(List<FieldError> errors) {
        return new ApiException(ErrorCode.FIELD_FORBIDDEN, "The rule asks about what the caller may not see.", errors);
    }
}
