package dev.shuke.purpose;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.privacy.Purpose;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which purposes the staff may use data for, besides {@link Purpose#SERVICE}, which everybody may who sees members at all.
 * What an app may is in its settings.
 */
final class PurposeGrants {
    private static final Set<StaffRole> ANY = Set.of(StaffRole.OWNER, StaffRole.ADMIN, StaffRole.PRIVACY);

    /** What the keys begin with. */
    private static final Map<StaffRole, List<String>> SOME = Map.of(
            StaffRole.MARKETING, List.of("marketing."),
            StaffRole.ANALYST, List.of("analytics"));

    private PurposeGrants() {}

    static boolean toStaff(Caller caller, Purpose purpose) {
        return caller.roles().stream()
                .anyMatch(role -> ANY.contains(role)
                        || SOME.getOrDefault(role, List.of()).stream().anyMatch(purpose.key()::startsWith));
    }
}
