package dev.shuke.platform.write;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.shuke.platform.access.Caller;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Whom a call may be about: every id in its address and its answer, and the member who calls. */
final class NamedIds {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private NamedIds() {}

    static UUID[] of(Caller caller, String address, byte[] answer) {
        Set<UUID> found = new LinkedHashSet<>();
        if (caller.kind() == Caller.Kind.MEMBER && ID.matcher(caller.subject()).matches()) {
            found.add(caller.memberId());
        }
        collect(address, found);
        collect(new String(answer, ISO_8859_1), found);
        return found.toArray(UUID[]::new);
    }

    private static void collect(String text, Set<UUID> found) {
        ID.matcher(text).results().forEach(id -> found.add(UUID.fromString(id.group())));
    }
}
