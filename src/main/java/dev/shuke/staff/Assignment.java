package dev.shuke.staff;

import dev.shuke.platform.access.StaffRole;
import java.util.Collection;
import java.util.List;

/** What a member of staff is to do, and where: each role and store once, in their order. */
record Assignment(List<StaffRole> roles, List<String> stores) {
    /** Of the person to whom the tenant was given. */
    static final Assignment OWNER = new Assignment(List.of(StaffRole.OWNER), List.of());

    static Assignment of(Collection<StaffRole> roles, Collection<String> stores) {
        return new Assignment(
                roles.stream().distinct().sorted().toList(),
                stores == null ? List.of() : stores.stream().distinct().sorted().toList());
    }

    static Assignment of(StoredStaff person) {
        return new Assignment(person.roles(), person.stores());
    }

    /** This person's, with what the patch names in place of what it was. */
    static Assignment of(StoredStaff person, StaffPatch patch) {
        return of(
                patch.roles() == null ? person.roles() : patch.roles(),
                patch.stores() == null ? person.stores() : patch.stores());
    }

    boolean owner() {
        return roles.contains(StaffRole.OWNER);
    }
}
