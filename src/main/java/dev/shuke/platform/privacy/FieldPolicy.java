package dev.shuke.platform.privacy;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.tenancy.CallContext;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one caller may see of members, and do with it: the one decision about fields, whether they are read, filtered by,
 * counted, exported or revealed. Whoever is neither staff nor an app sees nothing.
 *
 * <p>Several roles together see what any of them sees. The roles that are about stores count only for a caller who has
 * no role that is about all members: what an associate may see of the members of a store is not to be had of all.
 */
public final class FieldPolicy {
    /** How far back those look who see only what is recent of what a member did. */
    public static final int RECENT_DAYS = 90;

    /** Any of which opens a group to an app; who makes segments by a group learns it of their members. */
    private static final Map<FieldGroup, List<String>> SCOPES = Map.of(
            FieldGroup.CONTACT, List.of(Permission.MEMBERS_LOOKUP),
            FieldGroup.IDENTITY, List.of(Permission.MEMBERS_READ),
            FieldGroup.PROFILE, List.of(Permission.MEMBERS_READ, Permission.SEGMENTS_READ),
            FieldGroup.PREFERENCE, List.of(Permission.MEMBERS_READ, Permission.SEGMENTS_READ),
            FieldGroup.AMOUNT, List.of(Permission.EVENTS_READ, Permission.SEGMENTS_READ),
            FieldGroup.BEHAVIOUR, List.of(Permission.EVENTS_READ, Permission.SEGMENTS_READ),
            FieldGroup.CONSENT, List.of(Permission.MEMBERS_READ, Permission.SEGMENTS_READ));

    private final Map<FieldGroup, Sight> sights = new EnumMap<>(FieldGroup.class);

    private FieldPolicy(Caller caller, Map<String, Map<String, String>> changes) {
        for (FieldGroup group : FieldGroup.values()) {
            sights.put(group, sight(group, caller, changes));
        }
    }

    /** The policy for the caller of this call. */
    public static FieldPolicy of(CallContext call) {
        return new FieldPolicy(call.caller(), call.tenant().fieldPolicy());
    }

    private static Sight sight(FieldGroup group, Caller caller, Map<String, Map<String, String>> changes) {
        return switch (caller.kind()) {
            case STAFF -> ofStaff(group, caller, changes);
            case APP -> ofApp(group, caller, changes);
            case MEMBER, JOB -> Sight.NONE;
        };
    }

    private static Sight ofApp(FieldGroup group, Caller caller, Map<String, Map<String, String>> changes) {
        Sight most = FieldMatrix.of(FieldMatrix.APP, group, changes);
        if (SCOPES.get(group).stream().anyMatch(caller::may)) {
            return most;
        }
        boolean counted = group != FieldGroup.CONTACT
                && group != FieldGroup.IDENTITY
                && caller.may(Permission.SEGMENTS_PREVIEW)
                && most.atLeast(Sight.AGGREGATE);
        return counted ? Sight.AGGREGATE : Sight.NONE;
    }

    private static Sight ofStaff(FieldGroup group, Caller caller, Map<String, Map<String, String>> changes) {
        boolean bound = caller.boundToStores();
        Sight most = Sight.NONE;
        for (StaffRole role : caller.roles()) {
            if (bound || !role.atStores()) {
                Sight sight = FieldMatrix.of(role.key(), group, changes);
                most = sight.atLeast(most) ? sight : most;
            }
        }
        return most;
    }

    public Sight sight(FieldGroup group) {
        return sights.get(group);
    }

    public boolean canUse(FieldGroup group, Use use) {
        return sights.get(group).atLeast(use.needed());
    }

    public boolean canRead(FieldGroup group) {
        return canUse(group, Use.READ);
    }

    /**
     * Whether the caller sees values of the group that have no band, no surname and no time by which a part of them could
     * be shown.
     */
    public boolean canReadWhole(FieldGroup group) {
        return switch (group) {
            case CONTACT, IDENTITY -> sight(group).atLeast(Sight.MASKED);
            case AMOUNT, BEHAVIOUR -> sight(group).atLeast(Sight.FULL);
            case PROFILE, PREFERENCE, CONSENT -> canRead(group);
        };
    }

    /**
     * Whether the caller sees something of every group that a member's own row holds. Only then may it be told when the
     * row was last changed: the time would say that something hidden was.
     */
    public boolean seesAllOfRow() {
        return canRead(FieldGroup.CONTACT)
                && canRead(FieldGroup.IDENTITY)
                && canRead(FieldGroup.PROFILE)
                && canRead(FieldGroup.PREFERENCE)
                && canReadWhole(FieldGroup.AMOUNT)
                && canReadWhole(FieldGroup.BEHAVIOUR);
    }
}
