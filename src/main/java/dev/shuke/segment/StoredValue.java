package dev.shuke.segment;

import dev.shuke.attribute.AttributeView;
import dev.shuke.tag.TagValueType;
import dev.shuke.tag.TagView;

/**
 * How the values of a defined attribute, or of a tag, are read in SQL. A definition says what is written from then on, and not what
 * was there before: whatever is not of the attribute's type is null here, as if it were missing, and nothing fails.
 *
 * @param type what a rule asks it
 * @param expression of the stored JSON, which stands for {@code %1$s}
 * @param sqlType of what is compared with it
 */
record StoredValue(ValueType type, String expression, String sqlType) {
    private static final StoredValue TEXT =
            new StoredValue(ValueType.TEXT, "(case when jsonb_typeof(%1$s) = 'string' then %1$s #>> '{}' end)", "text");
    private static final StoredValue DECIMAL = new StoredValue(
            ValueType.DECIMAL, "(case when jsonb_typeof(%1$s) = 'number' then (%1$s)::numeric end)", "text::numeric");
    private static final StoredValue FLAG = new StoredValue(
            ValueType.FLAG, "(case when jsonb_typeof(%1$s) = 'boolean' then (%1$s)::boolean end)", "boolean");
    private static final StoredValue DATE = new StoredValue(
            ValueType.DATE,
            "(case when %1$s #>> '{}' ~ '^\\d{4}-\\d\\d-\\d\\d$' and pg_input_is_valid(%1$s #>> '{}', 'date')"
                    + " then (%1$s #>> '{}')::date end)",
            "date");
    private static final StoredValue TIME = new StoredValue(
            ValueType.TIME,
            "(case when %1$s #>> '{}' ~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z$'"
                    + " and pg_input_is_valid(%1$s #>> '{}', 'timestamptz') then (%1$s #>> '{}')::timestamptz end)",
            "timestamptz");
    private static final StoredValue TEXTS =
            new StoredValue(ValueType.TEXTS, "(case when jsonb_typeof(%1$s) = 'array' then %1$s end)", "text");
    private static final StoredValue AMOUNT = new StoredValue(
            ValueType.MONEY,
            "(case when jsonb_typeof(%1$s -> 'amount') = 'number' then (%1$s -> 'amount')::numeric end)",
            "bigint");
    private static final StoredValue PLACE =
            new StoredValue(ValueType.PLACE, "(case when jsonb_typeof(%1$s) = 'object' then %1$s end)", "jsonb");
    private static final StoredValue SEALED = new StoredValue(ValueType.SEALED, "%1$s", "jsonb");

    static StoredValue of(AttributeView attribute) {
        if (attribute.isSealed()) {
            return SEALED;
        }
        return switch (attribute.type()) {
            case STRING, ENUM -> TEXT;
            case NUMBER -> DECIMAL;
            case BOOLEAN -> FLAG;
            case DATE -> DATE;
            case DATETIME -> TIME;
            case STRING_LIST -> TEXTS;
            case GEO_POINT -> PLACE;
            case MONEY -> AMOUNT;
        };
    }

    /** Of one that has values. */
    static StoredValue of(TagView tag) {
        return tag.valueType() == TagValueType.NUMBER ? DECIMAL : TEXT;
    }

    /** @param json the stored value */
    String in(String json) {
        return expression.formatted(json);
    }
}
