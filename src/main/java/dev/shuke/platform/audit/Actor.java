package dev.shuke.platform.audit;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.StaffRole;
import java.util.List;
import java.util.Locale;

/**
 * Who did it.
 *
 * @param subject the token's
 * @param kind of caller, in small letters, or {@code platform}
 * @param roles of staff, in their order
 */
record Actor(String subject, String kind, List<String> roles) {
    static Actor of(Caller caller) {
        return new Actor(
                caller.subject(),
                caller.kind().name().toLowerCase(Locale.ROOT),
                caller.roles().stream().sorted().map(StaffRole::key).toList());
    }

    static Actor platform(String subject) {
        return new Actor(subject, "platform", List.of());
    }
}
