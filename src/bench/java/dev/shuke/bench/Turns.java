package dev.shuke.bench;

import java.util.Arrays;
import java.util.stream.IntStream;

/** What something takes that is done several times, behind a time that is not counted. */
final class Turns {
    private static final double NANOS = 1e9;

    private Turns() {}

    /** By the clock, in seconds: the median. */
    static double seconds(int turns, Runnable action) {
        return ascending(turns, action)[turns / 2];
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

    /** Of PostgreSQL's CPU, in seconds: the mean, since the operating system counts in hundredths. */
    static double postgresSeconds(Processes processes, int turns, Runnable action) {
        action.run();
        long before = processes.usage().postgres();
        IntStream.range(0, turns).forEach(_ -> action.run());
        return (processes.usage().postgres() - before) / NANOS / turns;
    }
}
