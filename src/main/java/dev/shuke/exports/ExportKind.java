package dev.shuke.exports;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** What a file has rows of, and who may read such rows one by one. */
public enum ExportKind {
    MEMBERS(Permission.MEMBERS_READ),
    EVENTS(Permission.EVENTS_READ);

    private final String permission;

    ExportKind(String permission) {
        this.permission = permission;
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String permission() {
        return permission;
    }

    @JsonCreator
    static ExportKind named(String key) {
        return Arrays.stream(values())
                .filter(kind -> kind.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of "
                        + Arrays.stream(values()).map(ExportKind::key).collect(joining(", "))));
    }

    /** From the database, where a CHECK admits no other value. */
    static ExportKind stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
