package dev.shuke.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Spoils valid bodies at random, the same way for the same seed. Every text it puts in holds the canary. */
final class Mutator {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "-0.0",
            "1e400",
            "-1e-400",
            "9223372036854775807",
            "9223372036854775808",
            "2147483648",
            "1e18",
            "\"\"",
            "\" \"",
            "[]",
            "{}",
            "[null]",
            "[[[]]]",
            "{\"\":null}",
            "{\"type\":\"all\"}",
            "{\"type\":\"not\",\"of\":{\"type\":\"not\"}}",
            "{\"amount\":1,\"currency\":\"CNY\"}",
            "<absent>",
            "NaN",
            "\"2021-02-30\"",
            "\"99999-01-01T00:00:00Z\"",
            "\"0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f\"",
            "\"CANARY\\u0000\"",
            "\"CANARY\\ud800\"",
            "\"CANARY' or 1=1 --\"",
            "\"${jndi:ldap://CANARY}\"",
            "\"CANARY\\r\\nX: y\"",
            "{\"CANARY x\":\"CANARY\"}",
            "[\"CANARY\",\"CANARY\"]",
            "\"CANARY\"CANARY",
            "CANARY",
            "{\"__proto__\":{\"CANARY\":1}}",
            "\"../../CANARY\"",
            "\"<img src=x onerror=CANARY>\"",
            "\"%00CANARY\"");
    private static final List<String> FIELDS = List.of(
            "CANARY x", "__proto__", "type", "id", "tenantId", "value", "of", "CANARY\\u0000", "ключ CANARY", "$ref");

    private final Random random;

    Mutator(long seed) {
        random = new Random(seed);
    }

    /** The body with one to three faults; now and then it is valid all the same. */
    String spoil(JsonNode valid) {
        String body = valid.toString();
        List<String> places = new ArrayList<>();
        collect(valid, "", places);
        String place = one(places);
        return switch (random.nextInt(8)) {
            case 0 -> "[" + body + "]";
            case 1 -> body.substring(0, random.nextInt(body.length()));
            case 2 -> withField(body);
            case 3 -> doubled(body);
            case 4 -> Cases.changed(body, place, deep());
            case 5 -> Cases.changed(body, place, text());
            default -> Cases.changed(body, place, one(VALUES));
        };
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static void collect(JsonNode node, String pointer, List<String> places) {
        node.properties().forEach(field -> {
            places.add(pointer + "/" + field.getKey());
            collect(field.getValue(), pointer + "/" + field.getKey(), places);
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            places.add(pointer + "/" + i);
            collect(node.get(i), pointer + "/" + i, places);
        }
    }

    /** Into any of the body's objects, a field that it does not know, or has already. */
    private String withField(String body) {
        int at = body.indexOf('{', random.nextInt(body.length()));
        at = at < 0 ? 0 : at;
        String value = one(VALUES).replace("<absent>", "1");
        String comma = body.charAt(at + 1) == '}' ? "" : ",";
        return body.substring(0, at + 1) + "\"" + one(FIELDS) + "\":" + value + comma + body.substring(at + 1);
    }

    private static String doubled(String body) {
        return body.length() < 3 ? body + body : body.substring(0, body.length() - 1) + "," + body.substring(1);
    }

    private String deep() {
        int depth = random.nextInt(200);
        return random.nextBoolean()
                ? "[".repeat(depth) + "\"CANARY\"" + "]".repeat(depth)
                : "{\"of\":".repeat(depth) + "\"CANARY\"" + "}".repeat(depth);
    }

    /** Any characters of Unicode, paired surrogates or not, up to a length that no field takes. */
    private String text() {
        StringBuilder text = new StringBuilder("\"CANARY");
        int length = random.nextInt(4) == 0 ? 5_000 : random.nextInt(60);
        for (int i = 0; i < length; i++) {
            text.append("\\u%04x".formatted(random.nextInt(0x10000)));
        }
        return text.append('"').toString();
    }
}
