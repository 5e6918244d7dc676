package dev.shuke.localstack;

import dev.shuke.platform.config.Migration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Starts the parts for tests once per JVM. A test framework loads this class several times in one JVM, so what was
 * started is told to the other copies by a system property, and the starting is left to the copy in the system class
 * loader: its shutdown hook still finds its classes when the framework has closed its own loaders.
 */
final class TestStack {
    private static final String PROPERTY = "shuke.localstack.";

    private TestStack() {}

    static Map<String, String> base() {
        return once("base", "startBase");
    }

    static Map<String, String> keycloak() {
        return once("keycloak", "startKeycloak");
    }

    private static Map<String, String> once(String part, String starter) {
        synchronized (Runtime.getRuntime()) { // the one object that all class loaders share
            String encoded = System.getProperty(PROPERTY + part);
            if (encoded == null) {
                encoded = startInSystemLoader(starter);
                System.setProperty(PROPERTY + part, encoded);
            }
            return decode(encoded);
        }
    }

    private static String startInSystemLoader(String starter) {
        try {
            var method = ClassLoader.getSystemClassLoader()
                    .loadClass(TestStack.class.getName())
                    .getDeclaredMethod(starter);
            method.setAccessible(true);
            return (String) method.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the local stack did not start", e);
        }
    }

    /** Called by name, see {@link #startInSystemLoader}. */
    @SuppressWarnings("unused")
    static String startBase() {
        StackDirectory directory = claim();
        var secrets = new Secrets(directory.path("secrets"));
        var redis = LocalRedis.start(directory, Ports.free(), secrets);
        var postgres = LocalPostgres.start(directory, Ports.free(), false, secrets);
        var environment = new TreeMap<>(DatabaseRoles.create(postgres, secrets));
        environment.put("SHUKE_DB_URL", postgres.url(DatabaseRoles.DATABASE));
        environment.put("SHUKE_REDIS_URL", redis.url());
        environment.put("SHUKE_KEK", secrets.key("kek"));
        environment.put(LocalStack.SUPERUSER_PASSWORD, postgres.superuserPassword());
        Migration.run(environment.get("SHUKE_DB_URL"), environment.get("SHUKE_DB_MIGRATOR_PASSWORD"));
        return encode(environment);
    }

    /** Called by name, see {@link #startInSystemLoader}. */
    @SuppressWarnings("unused")
    static String startKeycloak() {
        StackDirectory directory = claim();
        var secrets = new Secrets(directory.path("secrets"));
        return encode(LocalKeycloak.start(directory, Ports.free(), secrets, Progress.console())
                .environment());
    }

    /** A fresh directory that is removed at the end; removes those of killed test runs as well. */
    static StackDirectory claim() {
        Path parent = PrivateFiles.directory(Cache.root().resolve("test"));
        try (var earlier = Files.list(parent)) {
            earlier.forEach(TestStack::removeIfAbandoned);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path root = parent.resolve(UUID.randomUUID().toString());
        var directory = StackDirectory.claim(root);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            directory.close();
            PrivateFiles.deleteTree(root);
        }));
        return directory;
    }

    private static void removeIfAbandoned(Path root) {
        try (var _ = StackDirectory.claim(root)) {
            PrivateFiles.deleteTree(root);
        } catch (StackDirectory.InUse _) {
            // another test run at this moment
        }
    }

    private static String encode(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> decode(String text) {
        return text.lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }
}
