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

    /** What the application's JIT compilers have used, in nanoseconds: a part of what it uses in all. */
    long compiling() {
        return Cpu.ofThreads(api, "C1 Compiler", "C2 Compiler");
    }

    Usage usage() {
        return new Usage(Cpu.of(api), Cpu.ofFamily(postmaster));
    }
}
