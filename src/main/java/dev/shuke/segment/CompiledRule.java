package dev.shuke.segment;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A rule as SQL over {@code member_metric m}, for whatever purpose: not a query yet. It becomes one as an
 * {@link Audience}.
 *
 * @param joins what the condition needs beside {@code m}, each matching at most one row, so that no member appears twice
 * @param condition true or false, never null
 * @param splits by what it tells members apart, when they are to be counted in crowds
 * @param bound arguments of the placeholders {@code $2} and up, in their order
 */
record CompiledRule(String joins, String condition, Splits.Key splits, List<Object> bound) {
    /** For nobody does it hold. */
    static final CompiledRule NOBODY = new CompiledRule("", "false", Splits.Key.NONE, List.of());

    /** For everybody. */
    static final CompiledRule EVERYBODY = new CompiledRule("", "true", Splits.Key.NONE, List.of());

    private static final String KEPT = """
            exists (
              select from segment_member f
              where f.tenant_id = $1 and f.segment_id = $2 and f.version = $3 and f.member_id = m.member_id)
            """;

    /** It holds for whom a version of a frozen segment has kept. */
    static CompiledRule keptBy(UUID segment, int version) {
        return new CompiledRule("", KEPT, Splits.Key.NONE, List.of(segment, version));
    }

    /** The placeholder of the n-th argument that a query adds behind the rule's own, from 1. */
    String parameter(int added) {
        return "$" + (bound.size() + 1 + added);
    }

    /** The rule's arguments and the added ones. */
    Object[] arguments(Object... added) {
        return Stream.concat(bound.stream(), Stream.of(added)).toArray();
    }
}
