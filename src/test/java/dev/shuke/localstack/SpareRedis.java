package dev.shuke.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real Redis of a test's own, to be killed, frozen and started again. */
public final class SpareRedis implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final StackDirectory directory;
    private final Secrets secrets;
    private LocalRedis redis;

    public SpareRedis() {
        try {
            Path parent = PrivateFiles.directory(Cache.root().resolve("spare"));
            directory = StackDirectory.claim(Files.createTempDirectory(parent, "redis"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        secrets = new Secrets(directory.path("secrets"));
        redis = LocalRedis.start(directory, Ports.free(), secrets);
    }

    public String url() {
        return redis.url();
    }

    /** Ends it hard. */
    public void kill() {
        ProcessHandle process = process();
        process.destroyForcibly();
        Poll.until("the end of Redis", LIMIT, () -> !new ChildProcess("redis", process).alive());
    }

    /** On the same port, empty. */
    public void restart() {
        redis = LocalRedis.start(directory, redis.port(), secrets);
    }

    /** It takes connections and commands, and answers none. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int status = new ProcessBuilder(
                            "kill", "-" + name, Long.toString(process().pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The last that was started. */
    private ProcessHandle process() {
        List<ChildProcess> started = directory.children();
        return started.getLast().handle();
    }

    @Override
    public void close() {
        if (process().isAlive()) {
            thaw();
        }
        directory.close();
        PrivateFiles.deleteTree(directory.path(""));
    }
}
