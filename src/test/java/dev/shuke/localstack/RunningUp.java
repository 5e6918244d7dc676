package dev.shuke.localstack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * {@link Up} as {@code ./shuke up} runs it: a process of its own, of which only the output and the signals are known.
 *
 * @param output every line so far, and when it came
 */
record RunningUp(Process process, Path data, int port, List<Line> output) {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final long SIGINT_MASK = 1 << 1;

    /** @param seconds since the start */
    record Line(double seconds, String text) {}

    static RunningUp start(Path data, int port) {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-D" + LocalApp.COMPILER + "=1",
                "-cp",
                System.getProperty("java.class.path"),
                Up.class.getName(),
                "--port",
                Integer.toString(port),
                "--data",
                data.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("SHUKE_"));
        try {
            var up = new RunningUp(builder.redirectErrorStream(true).start(), data, port, new CopyOnWriteArrayList<>());
            Thread.ofVirtual().start(up::read);
            return up;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String api() {
        return "http://localhost:" + port;
    }

    /** Waits for a line that contains this text, or one by which it cannot come. */
    Line await(String text) {
        Poll.within(
                LIMIT,
                () -> lines(text).findAny().isPresent()
                        || lines("incomplete").findAny().isPresent()
                        || !process.isAlive());
        return lines(text).findFirst().orElseThrow(() -> new IllegalStateException("no " + text + " in: " + output));
    }

    RunningUp awaitReady() {
        await("Shuke is ready at " + api());
        await("Ctrl-C stops everything");
        return this;
    }

    Stream<Line> lines(String text) {
        return output.stream().filter(line -> line.text().contains(text));
    }

    /** What it started and what these started: PostgreSQL detaches itself, so the parent alone does not tell. */
    List<ChildProcess> children() {
        return Stream.concat(
                        new ProcessLedger(data.resolve("processes"))
                                .abandoned().stream().map(ChildProcess::handle),
                        process.descendants())
                .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                .distinct()
                .map(handle -> new ChildProcess("child", handle))
                .toList();
    }

    /** Ctrl-C. Whatever a shell starts with {@code &} ignores it for good; then SIGTERM, which a JVM takes for the same. */
    void interrupt() {
        try {
            Path status = Path.of("/proc", Long.toString(process.pid()), "status");
            boolean ignored = Files.exists(status)
                    && Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("SigIgn:"))
                            .anyMatch(line ->
                                    (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGINT_MASK) != 0);
            new ProcessBuilder("kill", ignored ? "-TERM" : "-INT", Long.toString(process.pid())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Poll.until("the end", LIMIT, () -> !process.isAlive());
    }

    /** SIGKILL: it cannot tidy up, and its servers go on. */
    void kill() {
        process.destroyForcibly();
        Poll.until("the end", LIMIT, () -> !process.isAlive());
    }

    private void read() {
        long start = System.nanoTime();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.add(new Line((System.nanoTime() - start) / 1e9, line));
            }
        } catch (IOException _) {
            // ended
        }
    }
}
