package dev.shuke.segment;

import java.util.List;
import java.util.stream.Stream;

/**
 * An {@link Audience} as parts of a query, the purpose's condition in them.
 *
 * @param from the FROM clause, {@code member_metric m} first, each member once
 * @param where the WHERE clause
 * @param bound arguments of its placeholders {@code $2} and up
 */
public record MatchingMembers(String from, String where, List<Object> bound) {

    /** The placeholder of the n-th argument that the query adds, from 1. */
    public String parameter(int added) {
        return "$" + (bound.size() + 1 + added);
    }

    /** The audience's arguments and the added ones. */
    public Object[] arguments(Object... added) {
        return Stream.concat(bound.stream(), Stream.of(added)).toArray();
    }
}
