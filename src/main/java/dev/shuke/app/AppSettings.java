package dev.shuke.app;

import dev.shuke.platform.privacy.Purpose;
import java.util.Collection;
import java.util.List;

/** What the merchant decides about an app: each scope and purpose once, in their order. */
record AppSettings(AppName name, List<AppScope> scopes, List<Purpose> purposes, boolean enabled) {

    static AppSettings of(AppRequest wanted) {
        return new AppSettings(
                wanted.name(),
                sorted(wanted.scopes()),
                distinct(wanted.purposes() == null ? List.of(Purpose.SERVICE) : wanted.purposes()),
                true);
    }

    /** With what the patch names in place of what it was. */
    AppSettings with(AppPatch patch) {
        return new AppSettings(
                patch.name() == null ? name : patch.name(),
                patch.scopes() == null ? scopes : sorted(patch.scopes()),
                patch.purposes() == null ? purposes : distinct(patch.purposes()),
                patch.enabled() == null ? enabled : patch.enabled());
    }

    /** Whether a token of before may say more than this allows. */
    boolean takesFrom(AppSettings before) {
        return !scopes.containsAll(before.scopes) || before.enabled && !enabled;
    }

    /** Whether Keycloak knows nothing of what is different. */
    boolean sameInKeycloak(AppSettings before) {
        return name.equals(before.name) && scopes.equals(before.scopes) && enabled == before.enabled;
    }

    private static List<AppScope> sorted(Collection<AppScope> scopes) {
        return scopes.stream().distinct().sorted().toList();
    }

    private static List<Purpose> distinct(Collection<Purpose> purposes) {
        return purposes.stream().distinct().toList();
    }
}
