package dev.shuke.platform.access;

import java.util.Set;

/**
 * Who calls: a member of staff with roles, or a partner's app with scopes.
 *
 * @param subject the token's subject, stable and without personal data
 * @param permissions what the roles or scopes come to, {@link Permission} names
 */
public record Caller(String subject, Kind kind, Set<StaffRole> roles, Set<String> permissions) {
    /** The two kinds of caller. */
    public enum Kind {
        STAFF,
        APP
    }

    public boolean may(String permission) {
        return permissions.contains(permission);
    }
}
