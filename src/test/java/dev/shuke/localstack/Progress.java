package dev.shuke.localstack;

import java.time.Duration;

/** Tells a person what is going on, one line each, with the seconds since the start. */
@FunctionalInterface
public interface Progress {
    /** Says nothing: for tests. */
    Progress SILENT = _ -> {};

    void say(String line);

    /** Lines on standard output. */
    static Progress console() {
        long start = System.nanoTime();
        return line -> System.out.printf(
                "%5.1f s  %s%n", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0, line);
    }
}
