package dev.shuke.localstack;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One server that this stack started, or that a stack which was killed left behind.
 *
 * @param name of the part; {@code postgresql} is stopped by another signal than the rest
 */
record ChildProcess(String name, ProcessHandle handle) {
    static final String POSTGRESQL = "postgresql";

    boolean alive() {
        return handle.isAlive();
    }

    /** Asks politely, waits, and ends it hard when it has not gone by then. */
    void stop(Duration limit) {
        if (!alive()) {
            return;
        }
        askToStop();
        try {
            handle.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            handle.destroyForcibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            handle.destroyForcibly();
        }
    }

    /** On SIGTERM PostgreSQL waits for its clients to leave; on SIGINT it ends their sessions and stops cleanly. */
    private void askToStop() {
        if (!name.equals(POSTGRESQL)) {
            handle.destroy();
            return;
        }
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(handle.pid())).start();
        } catch (IOException _) {
            handle.destroy();
        }
    }
}
