package dev.shuke.segment;

import java.util.List;

/**
 * A rule in SQL with what each of its nodes says by itself: the very expressions that the whole is made of, so that the
 * explanation cannot differ from the membership.
 *
 * @param nodes in the order in which the rule is read, each before its parts
 */
record ExplainedRule(CompiledRule rule, List<Node> nodes) {

    /**
     * In SQL.
     *
     * @param holds true or false, never null
     * @param seen the value that it is made of; null for one that has none that could be shown
     */
    record Node(String holds, String seen) {
        /** The value as JSON. */
        String seenAsText() {
            return seen == null ? "null" : "to_jsonb(" + seen + ")::text";
        }
    }

    /**
     * What was found of one member.
     *
     * @param admitted whether the purpose admits it
     * @param consent why, or why not
     * @param seen JSON, null where there is nothing
     */
    record Answer(boolean admitted, Explanation.State consent, boolean matches, Boolean[] holds, String[] seen) {}
}
