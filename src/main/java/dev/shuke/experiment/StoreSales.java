package dev.shuke.experiment;

import java.util.List;

/**
 * What stores sold before and after a day.
 *
 * @param stores each in both periods, whatever it sold in the second
 * @param groups the treated and the others, each member counted once
 * @param weeks of both groups, in their order
 */
record StoreSales(List<Store> stores, List<Group> groups, List<Week> weeks) {

    /**
     * Of some members.
     *
     * @param members who bought
     * @param repeaters who bought more than once; of weeks 0
     * @param newMembers whose first order of all it was
     */
    record Sums(long members, long orders, long revenue, long repeaters, long newMembers) {
        static final Sums NONE = new Sums(0, 0, 0, 0, 0);
    }

    record Store(String code, boolean treated, Sums before, Sums after) {}

    record Group(boolean treated, boolean after, Sums sums) {}

    /** @param week from the day on; below 0 before */
    record Week(boolean treated, int week, Sums sums) {}

    List<Store> stores(boolean treated) {
        return stores.stream().filter(store -> store.treated() == treated).toList();
    }

    Sums group(boolean treated, boolean after) {
        return groups.stream()
                .filter(group -> group.treated() == treated && group.after() == after)
                .map(Group::sums)
                .findFirst()
                .orElse(Sums.NONE);
    }
}
