package dev.shuke.segment;

import java.util.HashSet;
import java.util.Set;

/**
 * What rules name that a tenant defines, whether or not anybody has.
 *
 * @param events types, which need no definition
 * @param holidays that are not everybody's
 * @param segments by key or id, those alone that the rules themselves name
 */
record RuleNames(
        Set<String> attributes, Set<String> tags, Set<String> events, Set<String> holidays, Set<String> segments) {

    static RuleNames of(Rule... rules) {
        RuleNames names =
                new RuleNames(new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
        for (Rule rule : rules) {
            names.collect(rule, 1);
        }
        return names;
    }

    boolean segmentsOrTags() {
        return !segments.isEmpty() || !tags.isEmpty();
    }

    private void collect(Rule rule, int depth) {
        if (depth > RuleChecker.MAX_DEPTH) {
            return;
        }
        switch (rule) {
            case Rule.All all when all.of() != null -> all.of().forEach(part -> collect(part, depth + 1));
            case Rule.Any any when any.of() != null -> any.of().forEach(part -> collect(part, depth + 1));
            case Rule.Not not -> collect(not.of(), depth + 1);
            case Rule.Attribute leaf when FieldChecker.isOwn(leaf.attribute()) -> attributes.add(leaf.attribute());
            case Rule.Event leaf -> collect(leaf);
            case Rule.Segment leaf when leaf.segment() != null -> segments.add(leaf.segment());
            case Rule.Tag leaf when leaf.tag() != null -> tags.add(leaf.tag());
            case null, default -> {
                // names nothing
            }
        }
    }

    private void collect(Rule.Event leaf) {
        if (leaf.event() != null) {
            events.add(leaf.event());
        }
        String holiday = leaf.holiday() == null ? null : leaf.holiday().holiday();
        if (holiday != null && Holiday.find(holiday).isEmpty()) {
            holidays.add(holiday);
        }
    }
}
