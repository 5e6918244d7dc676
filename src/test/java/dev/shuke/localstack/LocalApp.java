package dev.shuke.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The packaged application as a child process. It runs from a copy, because a build while it runs would pull the
 * classes from under it.
 *
 * @param directory of the stack
 * @param environment what the application reads
 */
record LocalApp(StackDirectory directory, Map<String, String> environment) {
    /** By which tests say that the first compiler is enough: what lives for seconds is not worth the second's work. */
    static final String COMPILER = "shuke.app.compiler";

    private static final String NAME = "shuke";
    private static final Path BUILT = Path.of("target/quarkus-app");
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration TRAIN_LIMIT = Duration.ofMinutes(3);
    private static final Duration MIGRATE_LIMIT = Duration.ofMinutes(10);

    /** Brings the schema up to date, as the role that may, unless this very build has done so on this data. */
    void migrate(Progress progress) {
        install();
        String done = read(directory.path("app.built")) + environment.get("SHUKE_DB_URL");
        Path stamp = directory.path("app.migrated");
        if (environment.containsKey("SHUKE_DB_URL") && read(stamp).equals(done)) {
            return;
        }
        progress.say("migrating the database");
        var builder = java();
        builder.command().add("migrate");
        Process process = directory.start("migrate", builder);
        Poll.until("the migration", MIGRATE_LIMIT, () -> !process.isAlive());
        if (process.exitValue() != 0) {
            throw new IllegalStateException("the migration failed, see " + directory.log("migrate")
                    + " (an applied migration was edited? ./shuke reset deletes the local data)");
        }
        PrivateFiles.write(stamp, done);
    }

    /** Returns when the application says that it is ready. */
    Process start(int port) {
        return start(port, java());
    }

    /**
     * Starts it and stops it once, so that the JVM finds everything read and linked from then on, as in the image. Pays
     * for itself after three starts.
     */
    void train(int port) {
        Process process = start(port, java("-XX:AOTCacheOutput=" + cache()));
        process.destroy();
        Poll.until("the AOT cache", TRAIN_LIMIT, () -> !process.isAlive() && Files.exists(cache()));
    }

    private Path cache() {
        return directory.path("app/shuke.aot");
    }

    private Process start(int port, ProcessBuilder builder) {
        builder.environment().remove("SHUKE_DB_MIGRATOR_PASSWORD"); // never in the serving process
        builder.environment().put("SHUKE_HTTP_PORT", Integer.toString(port));
        builder.environment().putIfAbsent("QUARKUS_SHUTDOWN_TIMEOUT", "3S"); // nobody waits longer for a Ctrl-C
        Process process = directory.start(NAME, builder);
        String ready = "http://127.0.0.1:" + port + "/q/health/ready";
        Poll.until("the start of Shuke", START_LIMIT, () -> Http.ready(ready) || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException("Shuke did not start, see " + directory.log(NAME));
        }
        return process;
    }

    private ProcessBuilder java(String... options) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + System.getProperty("shuke.app.heap", "1g"),
                "-XX:TieredStopAtLevel=" + System.getProperty(COMPILER, "4"),
                "-XX:+UseSerialGC"));
        if (Files.exists(cache())) {
            command.add("-XX:AOTCache=" + cache());
        }
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", directory.path("app/quarkus-run.jar").toString()));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }

    /** Copies what was built last, unless it is there. */
    void install() {
        Path copy = directory.path("app");
        Path stamp = directory.path("app.built");
        try {
            String built =
                    Files.getLastModifiedTime(BUILT.resolve("quarkus-run.jar")).toString();
            if (read(stamp).equals(built)) {
                return;
            }
            Files.deleteIfExists(stamp);
            PrivateFiles.deleteTree(copy);
            PrivateFiles.copyTree(BUILT, copy);
            PrivateFiles.write(stamp, built);
        } catch (IOException e) {
            throw new UncheckedIOException("the application is not built", e);
        }
    }

    private static String read(Path stamp) {
        try {
            return Files.exists(stamp) ? Files.readString(stamp) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
