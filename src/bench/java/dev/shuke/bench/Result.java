package dev.shuke.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A row of the table. Times are in microseconds a call; each figure is the median of the rounds by itself, a ratio the
 * median of the rounds' ratios.
 *
 * @param ratio to the floor's CPU
 * @param ratioWithClient to the floor's CPU and its client's; absent where the floor has none
 * @param limit that must hold; null where none was promised
 */
record Result(
        String name,
        double api,
        double postgres,
        double floor,
        Double floorClient,
        double ratio,
        Double ratioWithClient,
        Double limit,
        double p50,
        double p99,
        int calls) {

    /** One round: the floor and, a moment later, the endpoint. */
    record Round(Sample floor, Sample endpoint) {}

    static Result of(Figure figure, List<Round> rounds) {
        boolean client = figure.counted() == Figure.Counted.ALL;
        return new Result(
                figure.name(),
                median(rounds, round -> round.endpoint().api()),
                median(rounds, round -> round.endpoint().postgres()),
                median(rounds, round -> figure.ofFloor(round.floor())),
                client ? median(rounds, round -> round.floor().client()) : null,
                median(rounds, round -> figure.ofEndpoint(round.endpoint()) / figure.ofFloor(round.floor())),
                client
                        ? median(
                                rounds,
                                round -> figure.ofEndpoint(round.endpoint())
                                        / (figure.ofFloor(round.floor())
                                                + round.floor().client()))
                        : null,
                figure.limit(),
                median(rounds, round -> round.endpoint().percentile(0.5)),
                median(rounds, round -> round.endpoint().percentile(0.99)),
                rounds.stream().mapToInt(round -> round.endpoint().calls()).sum());
    }

    boolean holds() {
        return limit == null || ratio <= limit;
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
