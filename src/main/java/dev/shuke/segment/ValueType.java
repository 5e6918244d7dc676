package dev.shuke.segment;

import static dev.shuke.segment.Operator.COMPARISONS;
import static dev.shuke.segment.Operator.EQ;
import static dev.shuke.segment.Operator.EXISTS;
import static dev.shuke.segment.Operator.IN;
import static dev.shuke.segment.Operator.MISSING;
import static dev.shuke.segment.Operator.NE;
import static dev.shuke.segment.Operator.NOT_IN;
import static dev.shuke.segment.Operator.WITHIN_KM;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.PlainNumber;
import dev.shuke.platform.web.PlainText;
import dev.shuke.platform.web.Rfc3339;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;

/** The types that fields of a rule have: which operators each takes, and which JSON values. */
enum ValueType {
    /** {@link String}, compared exactly, upper and lower case apart. */
    TEXT(EnumSet.of(EQ, NE, IN, NOT_IN, EXISTS, MISSING)) {
        @Override
        Object read(JsonNode value) {
            return text(value, "must be a text");
        }
    },
    /** {@link Long}. */
    NUMBER(ordered()) {
        @Override
        Object read(JsonNode value) {
            return whole(value);
        }
    },
    /** {@link Long}, minor units. */
    MONEY(ordered()) {
        @Override
        Object read(JsonNode value) {
            return whole(value);
        }
    },
    /** {@link BigDecimal}. */
    DECIMAL(ordered()) {
        @Override
        Object read(JsonNode value) {
            if (!value.isNumber() || !PlainNumber.fits(value)) {
                throw new InvalidValue("must be a number in range");
            }
            return value.decimalValue();
        }
    },
    /** {@link BigDecimal}. */
    PROBABILITY(ordered()) {
        @Override
        Object read(JsonNode value) {
            if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= 1)) {
                throw new InvalidValue("must be a number from 0 to 1");
            }
            return value.decimalValue();
        }
    },
    /** {@link Boolean}. */
    FLAG(EnumSet.of(EQ, NE, EXISTS, MISSING)) {
        @Override
        Object read(JsonNode value) {
            if (!value.isBoolean()) {
                throw new InvalidValue("must be true or false");
            }
            return value.booleanValue();
        }
    },
    /** A list, of which {@code in} asks whether it has one of several {@link String}s, and {@code notIn} none. */
    TEXTS(EnumSet.of(IN, NOT_IN, EXISTS, MISSING)) {
        @Override
        Object read(JsonNode value) {
            return text(value, "must be a text");
        }
    },
    /** {@link Long}, days from a date on to today. */
    DAYS(ordered()) {
        @Override
        Object read(JsonNode value) {
            long days = whole(value);
            if (days < 0 || days > MAX_DAYS) {
                throw new InvalidValue("must be from 0 to " + MAX_DAYS);
            }
            return days;
        }
    },
    /** {@link Long}, days from today on to a date; below 0 when it has passed. */
    DAYS_AHEAD(ordered()) {
        @Override
        Object read(JsonNode value) {
            long days = whole(value);
            if (days < -MAX_DAYS || days > MAX_DAYS) {
                throw new InvalidValue("must be from -" + MAX_DAYS + " to " + MAX_DAYS);
            }
            return days;
        }
    },
    /** {@link LocalDate}. */
    DATE(dates()) {
        @Override
        Object read(JsonNode value) {
            return Rfc3339.date(value.textValue());
        }
    },
    /** {@link java.time.Instant}. */
    TIME(ordered()) {
        @Override
        Object read(JsonNode value) {
            return PointInTime.of(value.textValue()).instant();
        }
    },
    /** A place on earth; what it is compared with is another one, and how far that may be. */
    PLACE(EnumSet.of(WITHIN_KM, EXISTS, MISSING)) {
        @Override
        Object read(JsonNode value) {
            return Places.near(value);
        }
    },
    /** The code of a store, which has a place. */
    STORE(EnumSet.of(EQ, NE, IN, NOT_IN, EXISTS, MISSING, WITHIN_KM)) {
        @Override
        Object read(JsonNode value) {
            return value.isObject() ? Places.near(value) : text(value, "must be a text");
        }
    },
    /** Encrypted: whether there is one is all that can be asked. */
    SEALED(EnumSet.of(EXISTS, MISSING)) {
        @Override
        Object read(JsonNode value) {
            throw new InvalidValue("cannot be compared");
        }
    };

    /** A century: whoever bought last before that has other reasons not to come. */
    private static final long MAX_DAYS = 36_500;
    /** Within a year every day comes again. */
    private static final long MAX_SPAN = 365;

    private static final long MAX_YEARS = 150;

    private final Set<Operator> operators;

    ValueType(Set<Operator> operators) {
        this.operators = operators;
    }

    Set<Operator> operators() {
        return operators;
    }

    /**
     * The Java value that the type's operators compare with.
     *
     * @throws InvalidValue when the JSON value has another type or is out of range
     */
    abstract Object read(JsonNode value);

    private static Set<Operator> ordered() {
        Set<Operator> operators = EnumSet.copyOf(COMPARISONS);
        operators.addAll(EnumSet.of(EXISTS, MISSING));
        return operators;
    }

    private static Set<Operator> dates() {
        Set<Operator> operators = ordered();
        operators.addAll(Operator.OF_DATES);
        return operators;
    }

    /** What an operator of {@link Operator#OF_DATES} compares with. */
    static Integer span(Operator operator, JsonNode value) {
        long most = operator == Operator.OLDER_THAN_YEARS ? MAX_YEARS : MAX_SPAN;
        long least = operator == Operator.MONTH_DAY_IN ? -MAX_SPAN : 0;
        long number = whole(value);
        if (number < least || number > most) {
            throw new InvalidValue("must be from " + least + " to " + most);
        }
        return (int) number;
    }

    private static String text(JsonNode value, String expected) {
        if (!value.isTextual()) {
            throw new InvalidValue(expected);
        }
        return checked(value.textValue());
    }

    /** As every text from outside is brought to one line on its way in; else it could equal none of them. */
    static String checked(String text) {
        return PlainText.line(text, RuleChecker.MAX_TEXT);
    }

    private static long whole(JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new InvalidValue("must be a whole number");
        }
        return value.longValue();
    }
}
