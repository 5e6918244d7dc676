package dev.shuke.localstack;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code ./shuke up}: the real parts, the packaged application on top of them, the demo merchants, and then a wait until
 * somebody stops it. A part whose address is in the environment already ({@code SHUKE_DB_URL}, {@code SHUKE_REDIS_URL},
 * {@code SHUKE_KEYCLOAK_URL}) is used and not started.
 */
public final class Up {
    private static final int POSTGRESQL_PORT = 15_432;
    private static final int REDIS_PORT = 16_379;
    private static final int KEYCLOAK_PORT = 8_180;
    private static final long NEEDED_BYTES = 2_000_000_000L;

    private final UpOptions options;
    private final StackDirectory directory;
    private final Secrets secrets;
    private final Progress progress = Progress.console();
    private volatile boolean stopping;

    private Up(UpOptions options) {
        this.options = options;
        this.directory = StackDirectory.claim(options.data());
        this.secrets = new Secrets(directory.path("secrets"));
    }

    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.WARNING); // the libraries' own progress
        Up up = null;
        try {
            var options = UpOptions.parse(arguments);
            check(options);
            up = new Up(options);
            Runtime.getRuntime().addShutdownHook(new Thread(up::stop));
            up.run();
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException | CompletionException e) {
            if (up == null || !up.stopping) {
                Throwable cause = e instanceof CompletionException ? e.getCause() : e;
                System.err.println("shuke: " + cause.getMessage());
            }
            System.exit(1);
        }
    }

    private static void check(UpOptions options) {
        PrivateFiles.directory(options.data());
        if (options.data().toFile().getUsableSpace() < NEEDED_BYTES) {
            throw new IllegalStateException("less than 2 GB free on the disk of " + options.data());
        }
    }

    private void run() {
        if (!Ports.isFree(options.port())) {
            throw new IllegalStateException("port " + options.port() + " is taken: stop what listens there, or take"
                    + " another with ./shuke up --port N");
        }
        var environment = new TreeMap<String, String>();
        var keycloak = CompletableFuture.supplyAsync(this::keycloak); // beside the rest: it takes longest
        environment.putAll(database());
        environment.putAll(redis());
        environment.put("SHUKE_KEK", System.getenv().getOrDefault("SHUKE_KEK", secrets.key("kek")));
        var app = new LocalApp(directory, environment);
        app.migrate(progress);
        environment.putAll(keycloak.join().environment());
        progress.say("starting Shuke");
        app.start(options.port());
        provision(keycloak.join());
        var connection = ConnectionFile.in(directory);
        connection.write(environment, secrets);
        System.out.println(new ReadyMessage(options, environment, secrets).text());
        waitForTheEndOfAnyChild();
    }

    private Map<String, String> database() {
        if (System.getenv("SHUKE_DB_URL") != null) {
            progress.say("using PostgreSQL at " + System.getenv("SHUKE_DB_URL"));
            return Map.of();
        }
        progress.say("starting PostgreSQL");
        var postgres = LocalPostgres.start(directory, Ports.prefer(POSTGRESQL_PORT), true, secrets);
        var environment = new TreeMap<>(DatabaseRoles.create(postgres, secrets));
        environment.put("SHUKE_DB_URL", postgres.url(DatabaseRoles.DATABASE));
        return environment;
    }

    private Map<String, String> redis() {
        if (System.getenv("SHUKE_REDIS_URL") != null) {
            progress.say("using the Redis that SHUKE_REDIS_URL names");
            return Map.of();
        }
        progress.say("starting Redis");
        return Map.of(
                "SHUKE_REDIS_URL",
                LocalRedis.start(directory, Ports.prefer(REDIS_PORT), secrets).url());
    }

    private LocalKeycloak keycloak() {
        if (System.getenv("SHUKE_KEYCLOAK_URL") == null) {
            return LocalKeycloak.start(directory, Ports.prefer(KEYCLOAK_PORT), secrets, progress);
        }
        progress.say("using Keycloak at " + System.getenv("SHUKE_KEYCLOAK_URL"));
        return LocalKeycloak.of(System.getenv());
    }

    private void provision(LocalKeycloak keycloak) {
        if (keycloak.adminPassword() == null) {
            progress.say("no demo merchants: this Keycloak's administrator is not ours");
            return;
        }
        String api = "http://localhost:" + options.port();
        var tenants = new DemoTenants(api, keycloak, secrets, progress);
        tenants.ensurePlatformAdministrator();
        if (!options.demo()) {
            return;
        }
        try {
            tenants.ensure();
            new DemoLoader(api, keycloak, secrets, progress).load();
        } catch (IllegalStateException | UncheckedIOException e) {
            progress.say("the demo data is incomplete, the next start goes on with it: " + e.getMessage());
        }
    }

    private void waitForTheEndOfAnyChild() {
        String ended = directory.awaitTheEndOfAny();
        throw new IllegalStateException(ended + " ended unexpectedly, see " + directory.log(ended));
    }

    private void stop() {
        stopping = true;
        System.out.println("stopping");
        ConnectionFile.in(directory).delete();
        directory.close();
    }
}
