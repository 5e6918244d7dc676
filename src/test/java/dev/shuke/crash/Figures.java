package dev.shuke.crash;

import dev.shuke.localstack.KillableStack.Part;
import java.util.List;

/**
 * One round.
 *
 * @param acknowledged calls, before those that nobody knew of were sent again
 * @param unanswered sendings without an answer, or with a 503
 * @param unknownDone of the calls that nobody knew of, those that had been done
 * @param backMillis from the start of the killed part's process to the first 2xx
 * @param slowestMillis of the answers
 * @param faults each a sentence; empty means that all held
 */
record Figures(
        Part part,
        int number,
        int acknowledged,
        int unanswered,
        int unknown,
        int unknownDone,
        int lost,
        int doubled,
        int halves,
        long backMillis,
        long slowestMillis,
        List<String> faults) {

    String line() {
        return "%-10s %3d  %5d acknowledged, %3d unanswered, %2d unknown (%d done)  lost %d, doubled %d, halves %d  first 2xx %5d ms%s"
                .formatted(
                        part,
                        number,
                        acknowledged,
                        unanswered,
                        unknown,
                        unknownDone,
                        lost,
                        doubled,
                        halves,
                        backMillis,
                        faults.isEmpty() ? "" : "  " + faults.size() + " FAULTS: " + faults.getFirst());
    }
}
