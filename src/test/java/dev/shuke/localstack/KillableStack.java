package dev.shuke.localstack;

import dev.shuke.platform.config.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * PostgreSQL, Redis and the packaged application, each a process of its own that may be killed and started again on the
 * same address and data. Not shared with other tests, and PostgreSQL keeps its promises: {@code fsync} is on.
 */
public final class KillableStack implements AutoCloseable {
    private final StackDirectory directory = TestStack.claim();
    private final Secrets secrets = new Secrets(directory.path("secrets"));
    private final int postgresPort = Ports.free();
    private final int redisPort = Ports.free();
    private final int apiPort = Ports.free();
    private final LocalApp app;
    private LocalPostgres postgres;

    /** What can be killed. */
    public enum Part {
        POSTGRESQL(ChildProcess.POSTGRESQL),
        REDIS("redis"),
        API("shuke");

        private final String process;

        Part(String process) {
            this.process = process;
        }
    }

    private KillableStack(Map<String, String> settings, boolean trained) {
        postgres = LocalPostgres.start(directory, postgresPort, true, secrets);
        var environment = new TreeMap<>(DatabaseRoles.create(postgres, secrets));
        environment.put("SHUKE_DB_URL", postgres.url(DatabaseRoles.DATABASE));
        environment.put(
                "SHUKE_REDIS_URL",
                LocalRedis.start(directory, redisPort, secrets).url());
        environment.put("SHUKE_KEK", secrets.key("kek"));
        settings.forEach((name, value) -> environment.put(variable(name), value));
        Migration.run(environment.get("SHUKE_DB_URL"), environment.get("SHUKE_DB_MIGRATOR_PASSWORD"));
        app = new LocalApp(directory, environment);
        app.install();
        if (trained) {
            app.train(apiPort);
        }
        app.start(apiPort);
    }

    /**
     * @param settings of the application, by property or variable
     * @param trained whether the application starts as fast as in the image; takes a while once
     */
    public static KillableStack start(Map<String, String> settings, boolean trained) {
        return new KillableStack(settings, trained);
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** SIGKILL, for PostgreSQL with all its backends. Returns when the processes are gone. */
    public void kill(Part part) {
        directory.kill(part.process);
    }

    /** Returns when the part is ready. */
    public void start(Part part) {
        switch (part) {
            case API -> app.start(apiPort);
            case REDIS -> LocalRedis.start(directory, redisPort, secrets);
            case POSTGRESQL -> {
                postgres.release();
                postgres = LocalPostgres.start(directory, postgresPort, true, secrets);
            }
        }
    }

    /** {@code http://127.0.0.1:port}. */
    public String api() {
        return "http://127.0.0.1:" + apiPort;
    }

    public Connection connectAsSuperuser() throws SQLException {
        return postgres.connectAsSuperuser(DatabaseRoles.DATABASE);
    }

    @Override
    public void close() {
        directory.close();
    }
}
