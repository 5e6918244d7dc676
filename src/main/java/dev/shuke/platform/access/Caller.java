package dev.shuke.platform.access;

import java.util.Set;
import java.util.UUID;

/**
 * Who calls: a person of the staff with roles, a partner's app with scopes, a member in a session, or nobody but the
 * deployment's own job.
 *
 * @param subject the token's subject, stable and without personal data
 * @param permissions what the roles or scopes come to, {@link Permission} names
 */
public record Caller(String subject, Kind kind, Set<StaffRole> roles, Set<String> permissions) {
    /** The kinds of caller. */
    public enum Kind {
        STAFF,
        APP,
        /** A shopper, in a session: everything he names is his own. */
        MEMBER,
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

    /** Whoever bears a member's session. A device tells what is done with it, and is told nothing. */
    public static Caller member(MemberSession session) {
        return new Caller(
                session.getName(),
                Kind.MEMBER,
                Set.of(),
                session.device() ? Set.of(Permission.ME_EVENTS) : Permission.OWN);
    }

    /**
     * The member who calls.
     *
     * @throws IllegalStateException when it is anybody else: a bug, never another's id
     */
    public UUID memberId() {
        if (kind != Kind.MEMBER) {
            throw new IllegalStateException("no member calls");
        }
        return UUID.fromString(subject);
    }

    public boolean may(String permission) {
        return permissions.contains(permission);
    }
}
