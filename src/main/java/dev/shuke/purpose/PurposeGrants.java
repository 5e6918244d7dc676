package dev.shuke.purpose;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.privacy.Purpose;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which purposes the staff may use data about many members for; reading single members is serving them, and whoever may do
 * that at all may. What an app may is in its settings. Who answers for privacy has to see what is done for each purpose.
 */
final class PurposeGrants {
    private static final Set<StaffRole> ANY = Set.of(StaffRole.OWNER, StaffRole.ADMIN, StaffRole.PRIVACY);

    /** Purposes, with all that their keys lead to. */
    private static final Map<StaffRole, String> ONE = Map.of(
            StaffRole.MARKETING, "marketing",
            StaffRole.ANALYST, "analytics",
            StaffRole.FINANCE, "service",
            StaffRole.MANAGER, "service",
            StaffRole.ASSOCIATE, "service");

    private PurposeGrants() {}

    static boolean toStaff(Caller caller, Purpose purpose) {
        return caller.roles().stream().anyMatch(role -> ANY.contains(role) || leads(ONE.get(role), purpose.key()));
    }

    /** Of those that a role is there for, the first that the caller was granted. */
    static Purpose own(Caller caller) {
        return Stream.of(Purpose.SERVICE, Purpose.ANALYTICS, Purpose.PERSONALISED)
                .filter(purpose -> toStaff(caller, purpose))
                .findFirst()
                .orElse(Purpose.SERVICE);
    }

    private static boolean leads(String granted, String key) {
        return key.equals(granted) || key.startsWith(granted + ".");
    }
}
