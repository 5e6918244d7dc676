package dev.shuke.experiment.statistics;

import java.util.Arrays;

/** How long an experiment runs until enough units have come, by those that came lately. */
public final class RunningTime {
    private static final int WEEK = 7;

    private RunningTime() {}

    /**
     * In days; whole weeks, since a Tuesday is no Saturday.
     *
     * @param units needed of all variants together
     * @param newUnits on each past day, units not seen since the first of these days: they grow fewer, as regulars come again
     * @param traffic the share of them that is let in, above 0, at most 1
     */
    public static Computed<Integer> days(double units, long[] newUnits, double traffic) {
        if (!(traffic > 0 && traffic <= 1) || !(units >= 0)) {
            throw new IllegalArgumentException("a share of the traffic, and units");
        }
        double missing = units / traffic;
        int day = 0;
        while (missing > 0 && day < newUnits.length) {
            missing -= newUnits[day++];
        }
        int lately = Math.min(WEEK, newUnits.length);
        double perDay = Arrays.stream(newUnits, newUnits.length - lately, newUnits.length)
                .average()
                .orElse(0);
        if (missing > 0 && !(perDay > 0)) {
            return Computed.not(Why.NO_TRAFFIC);
        }
        double days = missing > 0 ? day + missing / perDay : day;
        double weeks = Math.max(1, Math.ceil(days / WEEK));
        return weeks * WEEK <= Integer.MAX_VALUE ? Computed.of((int) (weeks * WEEK)) : Computed.not(Why.UNREACHABLE);
    }
}
