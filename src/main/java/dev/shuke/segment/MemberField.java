package dev.shuke.segment;

import dev.shuke.platform.privacy.FieldGroup;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a rule can ask about a member apart from events: built-in attributes and the metrics kept per member. */
enum MemberField {
    GENDER(Group.ATTRIBUTE, "gender", ValueType.TEXT, FieldGroup.PROFILE),
    CITY(Group.ATTRIBUTE, "city", ValueType.TEXT, FieldGroup.PROFILE),
    BIRTHDAY(Group.ATTRIBUTE, "birthday", ValueType.DATE, FieldGroup.PROFILE),
    CREATED_AT(Group.ATTRIBUTE, "createdAt", ValueType.TIME, FieldGroup.PROFILE),
    NAME(Group.ATTRIBUTE, "name", ValueType.SEALED, FieldGroup.IDENTITY),
    EMAIL(Group.ATTRIBUTE, "email", ValueType.SEALED, FieldGroup.CONTACT),
    FREQUENCY(Group.METRIC, "frequency", ValueType.NUMBER, FieldGroup.BEHAVIOUR),
    MONETARY(Group.METRIC, "monetary", ValueType.MONEY, FieldGroup.AMOUNT),
    RECENCY_DAYS(Group.METRIC, "recencyDays", ValueType.DAYS, FieldGroup.BEHAVIOUR),
    FIRST_ORDER_AT(Group.METRIC, "firstOrderAt", ValueType.TIME, FieldGroup.BEHAVIOUR),
    LAST_ORDER_AT(Group.METRIC, "lastOrderAt", ValueType.TIME, FieldGroup.BEHAVIOUR),
    NET_MONETARY(Group.METRIC, "netMonetary", ValueType.MONEY, FieldGroup.AMOUNT),
    AVERAGE_BASKET(Group.METRIC, "averageBasket", ValueType.MONEY, FieldGroup.AMOUNT),
    AVERAGE_INTERVAL_DAYS(Group.METRIC, "averageIntervalDays", ValueType.NUMBER, FieldGroup.BEHAVIOUR),
    COUPONS(Group.METRIC, "coupons", ValueType.NUMBER, FieldGroup.BEHAVIOUR),
    COMPLAINTS(Group.METRIC, "complaints", ValueType.NUMBER, FieldGroup.BEHAVIOUR),
    NPS(Group.METRIC, "nps", ValueType.NUMBER, FieldGroup.BEHAVIOUR),
    PREFERRED_STORE(Group.METRIC, "preferredStore", ValueType.TEXT, FieldGroup.BEHAVIOUR),
    PREFERRED_CHANNEL(Group.METRIC, "preferredChannel", ValueType.TEXT, FieldGroup.BEHAVIOUR),
    PREFERRED_CATEGORY(Group.METRIC, "preferredCategory", ValueType.TEXT, FieldGroup.BEHAVIOUR),
    PREFERRED_TIME_OF_DAY(Group.METRIC, "preferredTimeOfDay", ValueType.TEXT, FieldGroup.BEHAVIOUR),
    PREFERRED_WEEKDAY(Group.METRIC, "preferredWeekday", ValueType.TEXT, FieldGroup.BEHAVIOUR),
    PREFERRED_PAYMENT_METHOD(Group.METRIC, "preferredPaymentMethod", ValueType.TEXT, FieldGroup.AMOUNT),
    RFM_R(Group.METRIC, "rfm.r", ValueType.NUMBER, FieldGroup.BEHAVIOUR),
    RFM_F(Group.METRIC, "rfm.f", ValueType.NUMBER, FieldGroup.BEHAVIOUR),
    RFM_M(Group.METRIC, "rfm.m", ValueType.NUMBER, FieldGroup.AMOUNT),
    RFM_SCORE(Group.METRIC, "rfm.score", ValueType.NUMBER, FieldGroup.AMOUNT),
    RFM_TIER(Group.METRIC, "rfm.tier", ValueType.TEXT, FieldGroup.BEHAVIOUR),
    LIFECYCLE_STAGE(Group.METRIC, "lifecycle.stage", ValueType.TEXT, FieldGroup.BEHAVIOUR),
    CHURN_RISK(Group.METRIC, "churn.risk", ValueType.PROBABILITY, FieldGroup.BEHAVIOUR),
    NEXT_PURCHASE_IN_DAYS(Group.METRIC, "nextPurchase.inDays", ValueType.DAYS_AHEAD, FieldGroup.BEHAVIOUR),
    CLV(Group.METRIC, "clv.expected", ValueType.MONEY, FieldGroup.AMOUNT);

    /** Those that only who sees their groups whole may ask about: nothing is known of bands in which they tell nobody. */
    private static final Set<MemberField> WHOLE = EnumSet.range(NET_MONETARY, NEXT_PURCHASE_IN_DAYS);

    /** Those of an amount that tell of behaviour, too: how often, or how recently. */
    private static final Set<MemberField> MIXED = EnumSet.of(AVERAGE_BASKET, PREFERRED_PAYMENT_METHOD, RFM_SCORE);

    /** The rule node that names the field. */
    enum Group {
        ATTRIBUTE,
        METRIC
    }

    private final Group group;
    private final String key;
    private final ValueType type;
    private final FieldGroup fieldGroup;

    MemberField(Group group, String key, ValueType type, FieldGroup fieldGroup) {
        this.group = group;
        this.key = key;
        this.type = type;
        this.fieldGroup = fieldGroup;
    }

    Group group() {
        return group;
    }

    ValueType type() {
        return type;
    }

    /** By which it is decided who may ask about it. */
    FieldGroup fieldGroup() {
        return fieldGroup;
    }

    boolean whole() {
        return WHOLE.contains(this);
    }

    boolean mixed() {
        return MIXED.contains(this);
    }

    static Optional<MemberField> find(Group group, String key) {
        return Arrays.stream(values())
                .filter(field -> field.group == group && field.key.equals(key))
                .findFirst();
    }

    /** The names in one line, for people. */
    static String keys(Group group) {
        return Arrays.stream(values())
                .filter(field -> field.group == group)
                .map(field -> field.key)
                .collect(Collectors.joining(", "));
    }
}
