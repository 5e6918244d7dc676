package dev.shuke.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * One server that this stack started, or that a stack which was killed left behind.
 *
 * @param name of the part; {@code postgresql} is stopped by another signal than the rest
 */
record ChildProcess(String name, ProcessHandle handle) {
    static final String POSTGRESQL = "postgresql";

    boolean alive() {
        return handle.isAlive() && !defunct();
    }

    /** Asks politely, waits, and ends it hard when it has not gone by then. */
    void stop(Duration limit) {
        if (!alive()) {
            return;
        }
        askToStop();
        if (!Poll.within(limit, () -> !alive())) {
            handle.destroyForcibly();
        }
    }

    /** SIGKILL, for it and all that it started. Returns when they are gone. */
    void kill(Duration limit) {
        signal("-STOP"); // it starts no more while we count
        List<ChildProcess> all = Stream.concat(Stream.of(handle), handle.descendants())
                .map(one -> new ChildProcess(name, one))
                .toList();
        all.forEach(one -> one.handle().destroyForcibly());
        Poll.until("the end of " + name, limit, () -> all.stream().noneMatch(ChildProcess::alive));
    }

    /** Ended, but not yet taken note of by its parent, which is not always us: the JDK calls that alive. */
    private boolean defunct() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(handle.pid()), "stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException _) {
            return false; // gone meanwhile, or no Linux
        }
    }

    /** On SIGTERM PostgreSQL waits for its clients to leave; on SIGINT it ends their sessions and stops cleanly. */
    private void askToStop() {
        if (!name.equals(POSTGRESQL) || !signal("-INT")) {
            handle.destroy();
        }
    }

    private boolean signal(String signal) {
        try {
            return new ProcessBuilder("kill", signal, Long.toString(handle.pid()))
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
