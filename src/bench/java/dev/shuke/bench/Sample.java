package dev.shuke.bench;

/**
 * What some seconds of calls took.
 *
 * @param nanos how long each call took, in ascending order
 * @param used by the application and PostgreSQL, for all calls
 * @param clientNanos CPU time of the clients' threads, for all calls
 */
record Sample(long[] nanos, Processes.Usage used, long clientNanos) {
    private static final double NANOS_IN_MICRO = 1_000;

    int calls() {
        return nanos.length;
    }

    /** Microseconds of CPU a call. */
    double api() {
        return each(used.api());
    }

    double postgres() {
        return each(used.postgres());
    }

    double client() {
        return each(clientNanos);
    }

    /** Microseconds by the clock. */
    double percentile(double share) {
        return nanos[(int) Math.min(nanos.length - 1L, Math.round(share * nanos.length))] / NANOS_IN_MICRO;
    }

    private double each(long sum) {
        return sum / NANOS_IN_MICRO / calls();
    }
}
