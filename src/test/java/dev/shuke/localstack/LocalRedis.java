package dev.shuke.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import redis.embedded.core.ExecutableProvider;

/** A real Redis on loopback with a password. Keeps nothing on disk: it holds a cache and counters, no data. */
record LocalRedis(int port, String password) {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    static LocalRedis start(StackDirectory directory, int port, Secrets secrets) {
        var redis = new LocalRedis(port, secrets.password("redis"));
        Path work = PrivateFiles.directory(directory.path("redis"));
        try {
            String executable = ExecutableProvider.newJarResourceProvider(work.toFile())
                    .get()
                    .getAbsolutePath();
            Process process = directory.start("redis", new ProcessBuilder(executable, "-").directory(work.toFile()));
            try (var configuration = process.getOutputStream()) { // not by arguments: every user can read those
                configuration.write(redis.configuration().getBytes(StandardCharsets.UTF_8));
            }
            Poll.until("Redis on port " + port, START_LIMIT, () -> redis.answers() || !process.isAlive());
            if (!process.isAlive()) {
                throw new IllegalStateException("Redis did not start, see " + directory.log("redis"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return redis;
    }

    String url() {
        return "redis://:" + password + "@127.0.0.1:" + port;
    }

    private String configuration() {
        return """
                bind 127.0.0.1
                port %d
                requirepass %s
                save ""
                appendonly no
                maxmemory 256mb
                maxmemory-policy allkeys-lru
                """.formatted(port, password);
    }

    /** Whether it is our Redis that answers: the password is right, and it has loaded. */
    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write(("AUTH " + password + "\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readNBytes(3), StandardCharsets.UTF_8).equals("+OK");
        } catch (IOException _) {
            return false;
        }
    }
}
