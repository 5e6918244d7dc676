package dev.shuke.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What something takes that is done several times, behind a time that is not counted. */
final class Turns {
    private static final double NANOS = 1e9;

    private Turns() {}

    /** By the clock, in seconds: the median. */
    static double seconds(int turns, Runnable action) {
        return seconds(turns, action, () -> {});
    }

    /** Likewise, but for what is done after each, which takes no part. */
    static double seconds(int turns, Runnable action, Runnable after) {
        double[] all = IntStream.rangeClosed(0, turns)
                .mapToDouble(_ -> {
                    double seconds = once(action);
                    after.run();
                    return seconds;
                })
                .skip(1)
                .sorted()
                .toArray();
        return all[turns / 2];
    }

    /** Likewise of several actions, which take turns: a machine that is slow for a while is so for all of them. */
    static List<Double> seconds(int turns, List<Runnable> actions) {
        actions.forEach(Runnable::run);
        double[][] all = new double[actions.size()][turns];
        for (int turn = 0; turn < turns; turn++) {
            for (int i = 0; i < all.length; i++) {
                all[i][turn] = once(actions.get(i));
            }
        }
        return Arrays.stream(all)
                .map(seconds -> Arrays.stream(seconds).sorted().toArray()[turns / 2])
                .toList();
    }

    /** By the clock, in seconds. */
    static double[] ascending(int turns, Runnable action) {
        action.run();
        double[] all = IntStream.range(0, turns).mapToDouble(_ -> once(action)).toArray();
        Arrays.sort(all);
        return all;
    }

    static double once(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return (System.nanoTime() - start) / NANOS;
    }

    /** Of PostgreSQL's CPU, of several actions, which take turns: so many in a row, and so many rounds of that. */
    static List<Double> postgresSeconds(Processes processes, int rounds, int turns, List<Runnable> actions) {
        double[] seconds = new double[actions.size()];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < seconds.length; i++) {
                seconds[i] += postgresSeconds(processes, turns, actions.get(i)) / rounds;
            }
        }
        return Arrays.stream(seconds).boxed().toList();
    }

    /** Of PostgreSQL's CPU, in seconds: the mean, since the operating system counts in hundredths. */
    private static double postgresSeconds(Processes processes, int turns, Runnable action) {
        action.run();
        long before = processes.usage().postgres();
        IntStream.range(0, turns).forEach(_ -> action.run());
        return (processes.usage().postgres() - before) / NANOS / turns;
    }
}
