package dev.shuke.collection;

import dev.shuke.platform.privacy.Purpose;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What may be taken in of whom, at the moment of the transaction.
 *
 * @param rules by key, of what is asked about
 * @param allowed the purposes of those rules that each member asked about allows
 * @param newcomers those that one allows who has said nothing yet
 */
public record Door(Map<String, CollectionRuleView> rules, Map<UUID, Set<Purpose>> allowed, Set<Purpose> newcomers) {
    /** Where nothing has a rule. */
    static final Door OPEN = new Door(Map.of(), Map.of(), Set.of());

    /**
     * The rule that keeps it out, or null.
     *
     * @param member null for one who is not there yet
     */
    public CollectionRuleView bar(String key, UUID member) {
        CollectionRuleView rule = rules.get(key);
        return rule == null || allowed(member).contains(rule.purpose()) ? null : rule;
    }

    private Set<Purpose> allowed(UUID member) {
        return member == null ? newcomers : allowed.getOrDefault(member, newcomers);
    }
}
