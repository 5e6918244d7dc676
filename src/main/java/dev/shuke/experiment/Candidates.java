package dev.shuke.experiment;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All experiments of a tenant that are not archived.
 *
 * @param generation of the tenant's experiments when they were read, 0 for none
 * @param bytes about how much is remembered
 */
record Candidates(long generation, Map<String, Candidate> byKey, int bytes) {
    static Candidates of(long generation, List<Candidate> all, int bytes) {
        return new Candidates(
                generation,
                all.stream().collect(Collectors.toUnmodifiableMap(Candidate::key, Function.identity())),
                bytes);
    }

    List<Candidate> all() {
        return List.copyOf(byKey.values());
    }
}
