package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.StreamSupport;

/** What a leaf about a defined attribute means, for {@link RuleOracle}: of the type's name and the stored JSON. */
final class AttributeOracle {
    private AttributeOracle() {}

    static boolean holds(JsonNode rule, JsonNode stored, DateOracle dates) {
        String key = rule.get("attribute").asText();
        JsonNode value = stored.path(OwnAttributes.storedKey(key));
        String op = rule.get("op").asText();
        if (op.equals("missing") || op.equals("exists")) {
            return op.equals("exists") == ofType(key, value);
        }
        if (DateOracle.DATE_OPS.contains(op)) {
            return ofType(key, value) && dates.holds(op, rule.get("value").asInt(), LocalDate.parse(value.asText()));
        }
        return ofType(key, value) && compared(key, op, value, rule.get("value"));
    }

    private static boolean ofType(String key, JsonNode value) {
        return switch (key) {
            case "string", "enum" -> value.isTextual();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "date" -> value.isTextual() && isDate(value.asText());
            case "datetime" -> value.isTextual() && isTime(value.asText());
            case "stringList" -> value.isArray();
            case "geoPoint" -> value.isObject();
            case "secret" -> !value.isMissingNode();
            case "money", "budget" -> value.path("amount").isNumber();
            default -> throw new IllegalArgumentException(key);
        };
    }

    private static boolean isDate(String text) {
        try {
            return text.length() == 10 && LocalDate.parse(text).getYear() > 0;
        } catch (DateTimeException none) {
            return false;
        }
    }

    private static boolean isTime(String text) {
        try {
            return Instant.parse(text) != null;
        } catch (DateTimeException none) {
            return false;
        }
    }

    private static boolean compared(String key, String op, JsonNode value, JsonNode operand) {
        return switch (key) {
            case "string", "enum" -> text(op, value.asText(), operand);
            case "number" -> ordered(op, value.decimalValue().compareTo(operand.decimalValue()));
            case "boolean" -> op.equals("eq") == (value.asBoolean() == operand.asBoolean());
            case "date" -> ordered(op, LocalDate.parse(value.asText()).compareTo(LocalDate.parse(operand.asText())));
            case "datetime" -> ordered(op, Instant.parse(value.asText()).compareTo(Instant.parse(operand.asText())));
            case "geoPoint" -> OwnPlaces.near(place(value), operand);
            case "stringList" -> op.equals("in") == shared(value, operand);
            case "money", "budget" ->
                ordered(op, value.get("amount").decimalValue().compareTo(new BigDecimal(operand.asLong())));
            default -> throw new IllegalArgumentException(key);
        };
    }

    /** Null for what is no place. */
    private static double[] place(JsonNode value) {
        JsonNode latitude = value.path("latitude");
        JsonNode longitude = value.path("longitude");
        return latitude.isNumber() && longitude.isNumber() && Math.abs(latitude.asDouble()) <= 90
                ? new double[] {latitude.asDouble(), longitude.asDouble()}
                : null;
    }

    private static boolean text(String op, String seen, JsonNode operand) {
        return switch (op) {
            case "eq" -> seen.equals(operand.asText());
            case "ne" -> !seen.equals(operand.asText());
            case "in" -> has(operand, seen);
            case "notIn" -> !has(operand, seen);
            default -> throw new IllegalArgumentException(op);
        };
    }

    private static boolean shared(JsonNode list, JsonNode others) {
        return StreamSupport.stream(list.spliterator(), false)
                .anyMatch(entry -> entry.isTextual() && has(others, entry.asText()));
    }

    private static boolean has(JsonNode list, String text) {
        return StreamSupport.stream(list.spliterator(), false)
                .anyMatch(entry -> entry.asText().equals(text));
    }

    private static boolean ordered(String op, int sign) {
        return switch (op) {
            case "eq" -> sign == 0;
            case "ne" -> sign != 0;
            case "gt" -> sign > 0;
            case "gte" -> sign >= 0;
            case "lt" -> sign < 0;
            case "lte" -> sign <= 0;
            default -> throw new IllegalArgumentException(op);
        };
    }
}
