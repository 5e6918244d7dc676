package dev.shuke.collection;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.ApiException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is taken in. */
@Schema(name = "CollectedKind")
public enum Collected {
    /** By its key, whether or not it is defined. */
    ATTRIBUTE("[a-z][A-Za-z0-9_]{0,63}"),
    /** By their type, well known or own. */
    EVENT("(?=.{1,64}$)[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){0,3}");

    private final Pattern keys;

    Collected(String keys) {
        this.keys = Pattern.compile(keys);
    }

    /** The name in bodies: lower case. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }

    /** @throws ApiException not_found */
    static Collected named(String key) {
        return Arrays.stream(values())
                .filter(kind -> kind.key().equals(key))
                .findFirst()
                .orElseThrow(() -> ApiException.notFound("kind of what is collected"));
    }

    boolean takes(String key) {
        return keys.matcher(key).matches();
    }
}
