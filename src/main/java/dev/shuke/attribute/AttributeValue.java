package dev.shuke.attribute;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.LinearPattern;
import dev.shuke.platform.web.PlainNumber;
import dev.shuke.platform.web.PlainText;
import dev.shuke.platform.web.Rfc3339;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Reads the values that callers send for a defined attribute. Each method throws {@link InvalidValue}. */
final class AttributeValue {
    private static final int MAX_TEXT = 500;
    private static final int MAX_ENTRY = 100;
    private static final int MAX_ENTRIES = 20;
    private static final long MAX_AMOUNT = 100_000_000_000_000L;
    private static final int LAST_YEAR = 9999;
    private static final double LAST_LATITUDE = 90;
    private static final double LAST_LONGITUDE = 180;

    private AttributeValue() {}

    /**
     * @return as it is kept: what JSON has, in one spelling each
     * @param currency of the tenant
     */
    static Object read(AttributeType type, AttributeConstraints must, JsonNode value, String currency) {
        return switch (type) {
            case STRING -> string(value, must);
            case NUMBER -> number(value, must);
            case BOOLEAN -> bool(value);
            case DATE -> date(value);
            case DATETIME -> time(value);
            case ENUM -> choice(value, must);
            case STRING_LIST -> strings(value, must);
            case GEO_POINT -> point(value);
            case MONEY -> money(value, must, currency);
        };
    }

    private static String string(JsonNode value, AttributeConstraints must) {
        if (!value.isTextual()) {
            throw new InvalidValue("must be a text");
        }
        String text = PlainText.line(value.textValue(), MAX_TEXT);
        requireWithin(text.codePointCount(0, text.length()), must, "have a length");
        if (must.pattern() != null && !LinearPattern.matches(must.pattern(), text)) {
            throw new InvalidValue("must match the definition's pattern");
        }
        return text;
    }

    private static Number number(JsonNode value, AttributeConstraints must) {
        if (!value.isNumber() || !PlainNumber.fits(value)) {
            throw new InvalidValue("must be a number in range");
        }
        requireWithin(value.doubleValue(), must, "be");
        return value.numberValue();
    }

    private static void requireWithin(double measured, AttributeConstraints must, String what) {
        if (must.min() != null && measured < must.min() || must.max() != null && measured > must.max()) {
            throw new InvalidValue("must " + what + " within the definition's min and max");
        }
    }

    private static Boolean bool(JsonNode value) {
        if (!value.isBoolean()) {
            throw new InvalidValue("must be true or false");
        }
        return value.booleanValue();
    }

    private static String date(JsonNode value) {
        LocalDate date = Rfc3339.date(value.textValue());
        requireYear(date.getYear());
        return date.toString();
    }

    private static String time(JsonNode value) {
        Instant time = Rfc3339.time(value.textValue()).truncatedTo(ChronoUnit.MICROS);
        requireYear(time.atOffset(ZoneOffset.UTC).getYear());
        return time.toString();
    }

    /** Of four digits, also in UTC, and none that the database does not know. */
    private static void requireYear(int year) {
        if (year < 1 || year > LAST_YEAR) {
            throw new InvalidValue("must be within the years 1 to " + LAST_YEAR);
        }
    }

    private static String choice(JsonNode value, AttributeConstraints must) {
        if (!value.isTextual() || !must.values().contains(value.textValue())) {
            throw new InvalidValue("must be one of the definition's values");
        }
        return value.textValue();
    }

    private static List<String> strings(JsonNode value, AttributeConstraints must) {
        if (!value.isArray() || value.size() > MAX_ENTRIES) {
            throw new InvalidValue("must be a list of at most " + MAX_ENTRIES + " texts");
        }
        List<String> texts = StreamSupport.stream(value.spliterator(), false)
                .map(entry -> PlainText.line(entry.textValue(), MAX_ENTRY))
                .distinct()
                .toList();
        requireWithin(texts.size(), must, "have a number of entries");
        return texts;
    }

    private static Map<String, Object> point(JsonNode value) {
        JsonNode latitude = value.path("latitude");
        JsonNode longitude = value.path("longitude");
        if (value.size() != 2 || !degrees(latitude, LAST_LATITUDE) || !degrees(longitude, LAST_LONGITUDE)) {
            throw new InvalidValue("must be {\"latitude\": -90 to 90, \"longitude\": -180 to 180}");
        }
        return Map.of("latitude", latitude.doubleValue(), "longitude", longitude.doubleValue());
    }

    private static boolean degrees(JsonNode angle, double last) {
        return angle.isNumber() && Math.abs(angle.doubleValue()) <= last;
    }

    private static Map<String, Object> money(JsonNode value, AttributeConstraints must, String currency) {
        JsonNode amount = value.path("amount");
        if (value.size() != 2
                || !amount.isIntegralNumber()
                || !currency.equals(value.path("currency").textValue())) {
            throw new InvalidValue("must be {\"amount\": minor units, \"currency\": the merchant's currency}");
        }
        if (!amount.canConvertToLong() || amount.longValue() < 0 || amount.longValue() > MAX_AMOUNT) {
            throw new InvalidValue("must have an amount from 0 to " + MAX_AMOUNT + " minor units");
        }
        requireWithin(amount.longValue(), must, "have an amount");
        return Map.of("amount", amount.longValue(), "currency", currency);
    }
}
