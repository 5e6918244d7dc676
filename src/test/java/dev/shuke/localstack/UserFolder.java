package dev.shuke.localstack;

import java.nio.file.Path;

/** Where this user keeps things, by the same rules as the script {@code ./shuke}. */
final class UserFolder {
    private UserFolder() {}

    /** @param variable such as {@code XDG_CACHE_HOME}, and what stands for it under the home when it is not set */
    static Path of(String variable, String underHome) {
        String xdg = System.getenv(variable);
        return xdg == null || xdg.isBlank() ? home().resolve(underHome) : Path.of(xdg);
    }

    /** The property {@code user.home} ignores the variable, and may name a folder that a service's user does not have. */
    private static Path home() {
        String home = System.getenv("HOME");
        return Path.of(home == null || home.isBlank() ? System.getProperty("user.home") : home);
    }
}
