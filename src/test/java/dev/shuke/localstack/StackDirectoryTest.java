package dev.shuke.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackDirectoryTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path temporary;

    /** What {@code kill -9} of {@code ./shuke up} does: servers without a parent, and data that must survive. */
    @Test
    void endsWhatAKilledOwnerLeftAndKeepsItsData() throws Exception {
        Path root = temporary.resolve("stack");
        List<ProcessHandle> orphans = startAndKillOwner(root);
        assertThat(orphans).hasSize(2).allMatch(ProcessHandle::isAlive);

        try (var directory = StackDirectory.claim(root)) {
            orphans.forEach(orphan -> Poll.until("the end of an orphan", LIMIT, () -> !orphan.isAlive()));
            var secrets = new Secrets(directory.path("secrets"));
            var postgres = LocalPostgres.start(directory, Ports.free(), false, secrets);
            assertThat(notes(postgres)).isEqualTo(1);
        }
    }

    @Test
    void sparesAProcessThatGotThePidOfOurs() throws Exception {
        Path root = temporary.resolve("stack");
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            StackDirectory.claim(root).close();
            String command = stranger.info().command().orElseThrow();
            Files.writeString(root.resolve("processes"), "redis\t" + stranger.pid() + "\t1000\t" + command + "\n");
            StackDirectory.claim(root).close();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void endsItsChildrenAndAdmitsTheNextOwner() {
        Path root = temporary.resolve("stack");
        Process child;
        try (var directory = StackDirectory.claim(root)) {
            child = directory.start("sleep", new ProcessBuilder("sleep", "60"));
            assertThatThrownBy(() -> StackDirectory.claim(root)).isInstanceOf(StackDirectory.InUse.class);
            assertThat(child.isAlive()).isTrue();
        }
        assertThat(child.toHandle().isAlive()).isFalse(); // a Process itself learns of its end a little later
        StackDirectory.claim(root).close();
    }

    private static List<ProcessHandle> startAndKillOwner(Path root) throws IOException {
        var owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Owner.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = owner.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.startsWith("children ")) {
                line = lines.readLine();
            }
            owner.destroyForcibly().onExit().join();
            return List.of(line.substring("children ".length()).split(" ")).stream()
                    .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                    .toList();
        }
    }

    private static int notes(LocalPostgres postgres) throws SQLException {
        try (var connection = postgres.connectAsSuperuser("postgres");
                var statement = connection.createStatement();
                var result = statement.executeQuery("select count(*) from note")) {
            result.next();
            return result.getInt(1);
        }
    }

    /** The JVM that is killed. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] arguments) throws SQLException, IOException {
            var directory = StackDirectory.claim(Path.of(arguments[0]));
            var secrets = new Secrets(directory.path("secrets"));
            LocalRedis.start(directory, Ports.free(), secrets);
            var postgres = LocalPostgres.start(directory, Ports.free(), false, secrets);
            try (var connection = postgres.connectAsSuperuser("postgres");
                    var statement = connection.createStatement()) {
                statement.execute("create table note as select 1");
            }
            var ledger = new ProcessLedger(directory.path("processes"));
            var pids = ledger.abandoned().stream()
                    .map(child -> Long.toString(child.handle().pid()));
            System.out.println("children " + String.join(" ", pids.toList()));
            System.in.read();
        }
    }
}
