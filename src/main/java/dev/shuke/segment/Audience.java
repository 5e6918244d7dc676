package dev.shuke.segment;

import dev.shuke.platform.privacy.Purpose;
import java.util.List;
import java.util.UUID;

/**
 * The members that a query is about: the row they drive from, a rule or a frozen list, and the condition of a purpose.
 * There is no way to make one without a purpose, and rules reach members by nothing else, so that nobody who is outside
 * the purpose at the moment of the read can be in an answer.
 */
final class Audience {
    private static final String FROZEN = """
            join segment_member f on f.tenant_id = $1 and f.member_id = m.member_id
              and f.segment_id = $2 and f.version = $3
            """;

    private static final String STORED = """
        join segment_membership f on f.tenant_id = $1 and f.member_id = m.member_id and f.segment_id = $2
        """;

    private final Purpose purpose;
    private final String admitted;
    private final CompiledRule rule;

    private Audience(Purpose purpose, String admitted, CompiledRule rule) {
        this.purpose = purpose;
        this.admitted = admitted;
        this.rule = rule;
    }

    /** Who matches the rule. */
    static Audience matching(Purpose purpose, CompiledRule rule) {
        return new Audience(purpose, purpose.choosing("m"), rule);
    }

    /** Who matches the rule, to be told in crowds alone. */
    static Audience inCrowds(Purpose purpose, CompiledRule rule) {
        return new Audience(purpose, purpose.counting("m"), rule);
    }

    /** Everybody who can be reached, chosen by nothing. */
    static Audience reachable(Purpose purpose) {
        return new Audience(purpose, purpose.reaching("m"), CompiledRule.EVERYBODY);
    }

    /** Who matched a version of a segment when it was frozen. */
    static Audience frozen(Purpose purpose, UUID segment, int version) {
        return matching(purpose, new CompiledRule(FROZEN, "true", Splits.Key.NONE, List.of(segment, version)));
    }

    /** Whose membership of a dynamic segment is stored. */
    static Audience stored(Purpose purpose, UUID segment) {
        return matching(purpose, new CompiledRule(STORED, "true", Splits.Key.NONE, List.of(segment)));
    }

    /** The FROM clause, {@code member_metric m} first. */
    String from() {
        return "member_metric m\n" + rule.joins();
    }

    /** For other features. */
    MatchingMembers matching() {
        return new MatchingMembers(from(), where(), rule.bound());
    }

    /** Whether the rule needs no other row of a member than the one they drive from. */
    boolean joinsNothing() {
        return rule.joins().isEmpty();
    }

    /** The WHERE clause. */
    String where() {
        return "m.tenant_id = $1 and " + admitted + " and (" + rule.condition() + ")";
    }

    /** The WHERE clause without the rule: everybody who could be counted. */
    String everybody() {
        return "m.tenant_id = $1 and " + admitted;
    }

    /** Whether the purpose admits a member. */
    String admitted() {
        return admitted;
    }

    /** How a member stands to the purpose, as {@link Explanation.State} names it. */
    String consent() {
        return purpose.state("m");
    }

    String rule() {
        return rule.condition();
    }

    Splits.Key splits() {
        return rule.splits();
    }

    /** The placeholder of the n-th argument that a query adds behind the audience's own, from 1. */
    String parameter(int added) {
        return rule.parameter(added);
    }

    /** The audience's arguments and the added ones. */
    Object[] arguments(Object... added) {
        return rule.arguments(added);
    }
}
