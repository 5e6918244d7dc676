package dev.shuke.segment;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a rule can ask about a member apart from events: built-in attributes and the metrics kept per member. */
enum MemberField {
    GENDER(Group.ATTRIBUTE, "gender", ValueType.TEXT),
    CITY(Group.ATTRIBUTE, "city", ValueType.TEXT),
    BIRTHDAY(Group.ATTRIBUTE, "birthday", ValueType.DATE),
    CREATED_AT(Group.ATTRIBUTE, "createdAt", ValueType.TIME),
    NAME(Group.ATTRIBUTE, "name", ValueType.SEALED),
    EMAIL(Group.ATTRIBUTE, "email", ValueType.SEALED),
    FREQUENCY(Group.METRIC, "frequency", ValueType.NUMBER),
    MONETARY(Group.METRIC, "monetary", ValueType.NUMBER),
    RECENCY_DAYS(Group.METRIC, "recencyDays", ValueType.DAYS),
    FIRST_ORDER_AT(Group.METRIC, "firstOrderAt", ValueType.TIME),
    LAST_ORDER_AT(Group.METRIC, "lastOrderAt", ValueType.TIME);

    /** The rule node that names the field. */
    enum Group {
        ATTRIBUTE,
        METRIC
    }

    private final Group group;
    private final String key;
    private final ValueType type;

    MemberField(Group group, String key, ValueType type) {
        this.group = group;
        this.key = key;
        this.type = type;
    }

    Group group() {
        return group;
    }

    ValueType type() {
        return type;
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
