package dev.shuke.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Remembers on disk which processes a stack started. A JVM that is killed hard leaves its children running; the next
 * owner of the directory finds them here and ends them. A process counts as ours only if pid, start instant and
 * executable all match what was written down: a pid alone may have been given to somebody else's process since.
 */
final class ProcessLedger {
    /** The start instant is derived from the boot time, which clock corrections shift. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    private final Path file;
    private final List<String> lines = new ArrayList<>();

    ProcessLedger(Path file) {
        this.file = file;
    }

    synchronized void add(ChildProcess child) {
        ProcessHandle handle = child.handle();
        long started = handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        lines.add(
                String.join("\t", child.name(), Long.toString(handle.pid()), Long.toString(started), command(handle)));
        PrivateFiles.write(file, String.join("\n", lines) + "\n");
    }

    /** The living processes that an earlier owner of this ledger left, youngest first. */
    List<ChildProcess> abandoned() {
        if (Files.notExists(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).reversed().stream()
                    .map(ProcessLedger::find)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void clear() {
        lines.clear();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ChildProcess> find(String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        Instant started = Instant.ofEpochMilli(Long.parseLong(parts[2]));
        return ProcessHandle.of(Long.parseLong(parts[1]))
                .filter(handle -> startedAt(handle, started, CLOCK_TOLERANCE)
                        && command(handle).equals(parts[3]))
                .map(handle -> new ChildProcess(parts[0], handle));
    }

    static boolean startedAt(ProcessHandle handle, Instant instant, Duration tolerance) {
        return handle.info()
                .startInstant()
                .filter(actual -> Duration.between(actual, instant).abs().compareTo(tolerance) <= 0)
                .isPresent();
    }

    private static String command(ProcessHandle handle) {
        return handle.info().command().orElse("?");
    }
}
