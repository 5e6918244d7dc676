package dev.shuke.bench;

/**
 * The processes whose CPU time is counted.
 *
 * @param api the application
 * @param postmaster PostgreSQL's first process, the parent of all its others
 */
record Processes(long api, long postmaster) {
    /** CPU time in nanoseconds. */
    record Usage(long api, long postgres) {
        Usage minus(Usage earlier) {
            return new Usage(api - earlier.api, postgres - earlier.postgres);
        }
    }

    Usage usage() {
        return new Usage(Cpu.of(api), Cpu.ofFamily(postmaster));
    }
}
