package dev.shuke.platform.access;

import java.util.Set;

/**
 * Who calls: a member of staff with roles, a partner's app with scopes, or nobody but the deployment's own job.
 *
 * @param subject the token's subject, stable and without personal data
 * @param permissions what the roles or scopes come to, {@link Permission} names
 */
public record Caller(String subject, Kind kind, Set<StaffRole> roles, Set<String> permissions) {
    /** The kinds of caller. */
    public enum Kind {
        STAFF,
        APP,
        JOB
    }

    /** Work that goes on after its request has ended. It comes through no endpoint and so needs no permission. */
    public static Caller job() {
        return new Caller("job", Kind.JOB, Set.of(), Set.of());
    }

    /**
     * Whether members are seen only by those whose stores they buy at or come to: a caller whose every role that sees
     * members is about stores.
     */
    public boolean boundToStores() {
        boolean atStores = false;
        for (StaffRole role : roles) {
            if (role.seesAllMembers()) {
                return false;
            }
            atStores |= role.atStores();
        }
        return atStores;
    }

    public boolean may(String permission) {
        return permissions.contains(permission);
    }
}
