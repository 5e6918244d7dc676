package dev.shuke.localstack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * PostgreSQL as in production (what it has acknowledged survives a crash), Redis, and the packaged application on them;
 * no Keycloak. On free ports and a fresh directory, which is removed at the end.
 */
public final class ScratchStack implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final StackDirectory directory;
    private final LocalPostgres postgres;
    private final Map<String, String> environment;

    /** One running application. */
    public record RunningApp(int port, long pid) {}

    private ScratchStack(StackDirectory directory) {
        this.directory = directory;
        var secrets = new Secrets(directory.path("secrets"));
        String redis = LocalRedis.start(directory, Ports.free(), secrets).url();
        postgres = LocalPostgres.start(directory, Ports.free(), true, secrets);
        environment = new TreeMap<>(DatabaseRoles.create(postgres, secrets));
        environment.put("SHUKE_REDIS_URL", redis);
        environment.put("SHUKE_KEK", secrets.key("kek"));
        environment.put("SHUKE_DB_URL", postgres.url(DatabaseRoles.DATABASE));
    }

    public static ScratchStack start() {
        return new ScratchStack(TestStack.claim());
    }

    public void migrate(Progress progress) {
        new LocalApp(directory, environment).migrate(progress);
    }

    /**
     * Starts an application and waits until it is ready.
     *
     * @param database that it serves from
     * @param settings environment variables that it gets besides
     */
    public RunningApp startApp(String database, Map<String, String> settings) {
        var own = new TreeMap<>(environment);
        own.put("SHUKE_DB_URL", postgres.url(database));
        own.putAll(settings);
        int port = Ports.free();
        Process process = new LocalApp(directory, own).start(port);
        return new RunningApp(port, process.pid());
    }

    public void stop(RunningApp app) {
        ProcessHandle.of(app.pid()).ifPresent(handle -> new ChildProcess("shuke", handle).stop(STOP_LIMIT));
    }

    public int postgresPort() {
        return postgres.port();
    }

    public long postmasterPid() {
        return LocalPostgres.postmaster(directory.path("postgresql"))
                .orElseThrow()
                .pid();
    }

    /** The password of {@code shuke_app}, {@code shuke_platform} or {@code postgres}. */
    public String password(String role) {
        return switch (role) {
            case "shuke_app" -> environment.get("SHUKE_DB_APP_PASSWORD");
            case "shuke_platform" -> environment.get("SHUKE_DB_PLATFORM_PASSWORD");
            default -> postgres.superuserPassword();
        };
    }

    public Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection("jdbc:" + postgres.url(database), role, password(role));
    }

    @Override
    public void close() {
        directory.close();
    }
}
