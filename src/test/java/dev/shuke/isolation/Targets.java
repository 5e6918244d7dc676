package dev.shuke.isolation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shuke.platform.tenancy.Ids;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Everything by which a call can name something of one tenant: ids, natural keys and cursors, by name. A new feature
 * adds the names that its attacks need, in {@link Merchant}.
 */
record Targets(Map<String, String> values) {
    String of(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("no target " + name + ": plant it in Merchant");
        }
        return value;
    }

    /** What bodies say that they are for. */
    String purpose() {
        return values.getOrDefault("purpose", "service");
    }

    /** In whose bodies the purpose is this one. */
    Targets with(String purpose) {
        Map<String, String> changed = new HashMap<>(values);
        changed.put("purpose", purpose);
        return new Targets(changed);
    }

    /** The same in kind and length, naming nothing that exists. */
    Targets unknown() {
        Map<String, String> unknown = new HashMap<>();
        values.forEach((name, value) -> unknown.put(name, unknown(name, value)));
        return new Targets(unknown);
    }

    private static String unknown(String name, String value) {
        if (name.endsWith("Cursor")) {
            return beside(value);
        }
        if (name.endsWith("Version")) {
            return Integer.toString(Integer.parseInt(value) + 1);
        }
        return name.endsWith("Id") ? Ids.next().toString() : Merchant.random(value);
    }

    /** A cursor at the place directly behind: the id differs in its last digit, or the key goes on; the list goes on at the same row. */
    private static String beside(String cursor) {
        String text = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        if (text.startsWith("k.")) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString((text + "!").getBytes(UTF_8));
        }
        UUID id = UUID.fromString(text.substring(text.length() - 36));
        UUID next = new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ 1);
        String moved = text.substring(0, text.length() - 36) + next;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(moved.getBytes(UTF_8));
    }

    /** The text with every value that the caller itself has sent replaced by its name. */
    String hide(String text) {
        String hidden = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            hidden = hidden.replace(value.getValue(), "<" + value.getKey() + ">");
        }
        return hidden;
    }
}
