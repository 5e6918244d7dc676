package dev.shuke.localstack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A real PostgreSQL 18 on loopback. Every role, the superuser included, needs a password (scram-sha-256), because on a
 * shared machine loopback is open to every local user; and because the tests must notice a missing password.
 */
record LocalPostgres(int port, String superuserPassword, EmbeddedPostgres server) {
    private static final String DATA = "postgresql";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    /** On a busy machine the server writes its pid file a while after it was forked. */
    private static final Duration FORK_TO_FILE = Duration.ofSeconds(60);

    private static final Duration UNFINISHED_LIMIT = Duration.ofSeconds(3);

    /**
     * @param durable whether a commit survives a crash of the machine (fsync); tests do without
     */
    static LocalPostgres start(StackDirectory directory, int port, boolean durable, Secrets secrets) {
        Path data = directory.path(DATA);
        var started = new AtomicBoolean();
        directory.atClose(() -> endUnfinished(data, started));
        Path complete = directory.path(DATA + ".complete");
        end(data); // one that the ledger does not know: its JVM was killed before it could make the entry
        if (Files.notExists(complete)) { // initdb was interrupted
            PrivateFiles.deleteTree(data);
        }
        String password = secrets.password("postgresql.superuser");
        Path passwordFile = directory.path("postgresql.initial-password");
        PrivateFiles.write(passwordFile, password + "\n");
        try {
            var server = builder(directory, port, durable)
                    .setDataDirectory(data)
                    .setLocaleConfig("pwfile", passwordFile.toString()) // passed on to initdb as it is
                    .setConnectConfig("password", password)
                    .start();
            directory.adopt(
                    new ChildProcess(ChildProcess.POSTGRESQL, postmaster(data).orElseThrow()));
            started.set(true);
            PrivateFiles.write(complete, "");
            Files.delete(passwordFile);
            return new LocalPostgres(port, password, server);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "PostgreSQL did not start, see " + directory.log(ChildProcess.POSTGRESQL), e);
        }
    }

    /** To be called when the server has been killed: before it starts again, the library must let go of its directory. */
    void release() {
        Logger logger = Logger.getLogger(EmbeddedPostgres.class.getName());
        Level before = logger.getLevel();
        logger.setLevel(Level.OFF); // it misses the server that it would stop
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            logger.setLevel(before);
        }
    }

    private static EmbeddedPostgres.Builder builder(StackDirectory directory, int port, boolean durable) {
        Redirect log = Redirect.appendTo(directory.log(ChildProcess.POSTGRESQL).toFile());
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setOverrideWorkingDirectory(Cache.root().resolve("postgresql").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_LIMIT)
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setDataDirectoryCustomizer(LocalPostgres::requirePasswords)
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("password_encryption", "scram-sha-256")
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", durable ? "1GB" : "256MB")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("jit", "off")
                .setServerConfig("fsync", durable ? "on" : "off")
                .setServerConfig("synchronous_commit", durable ? "on" : "off")
                .setServerConfig("full_page_writes", durable ? "on" : "off");
    }

    /** {@code postgresql://127.0.0.1:port/database}; with {@code jdbc:} before it, a JDBC URL. */
    String url(String database) {
        return "postgresql://127.0.0.1:" + port + "/" + database;
    }

    Connection connectAsSuperuser(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:" + url(database), "postgres", superuserPassword);
    }

    private static void requirePasswords(File data) {
        try {
            Files.write(
                    data.toPath().resolve("pg_hba.conf"),
                    List.of("host all all 127.0.0.1/32 scram-sha-256", "host all all ::1/128 scram-sha-256"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a Ctrl-C while the server starts: it would appear a moment after everything else has ended. */
    private static void endUnfinished(Path data, AtomicBoolean started) {
        if (!started.get()
                && Poll.within(UNFINISHED_LIMIT, () -> postmaster(data).isPresent())) {
            end(data);
        }
    }

    private static void end(Path data) {
        postmaster(data).ifPresent(handle -> new ChildProcess(ChildProcess.POSTGRESQL, handle).stop(START_LIMIT));
    }

    /**
     * The living server of this data directory, by PostgreSQL's own pid file: the library starts it by way of
     * {@code pg_ctl}, so it is no child of this JVM.
     */
    static Optional<ProcessHandle> postmaster(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        if (Files.notExists(pidFile)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(pidFile);
            if (lines.size() < 3) {
                return Optional.empty(); // being written
            }
            Instant started = Instant.ofEpochSecond(Long.parseLong(lines.get(2)));
            return ProcessHandle.of(Long.parseLong(lines.getFirst()))
                    .filter(handle -> handle.info().command().orElse("").endsWith("/postgres"))
                    .filter(handle -> ProcessLedger.startedAt(handle, started, FORK_TO_FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
