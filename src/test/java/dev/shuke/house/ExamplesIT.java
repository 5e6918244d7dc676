package dev.shuke.house;

import java.util.Set;

/** The examples of operations that call Keycloak. */
final class ExamplesIT {
    static final Set<String> NEED_KEYCLOAK = Set.of(
            "createTenant", "inviteStaff", "updateStaff", "removeStaff", "createApp", "updateApp", "rotateAppSecret");

    private ExamplesIT() {}
}
