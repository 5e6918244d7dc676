package dev.shuke.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An empty database with the realm imported, made once and copied for every new stack: the schema and the import cost
 * twenty CPU seconds, a start on a copy five. Copies share the administrator's password and the provisioner's secret,
 * both generated, which is why they belong to one user and are readable by nobody else.
 *
 * @param distribution what runs on it
 * @param root holds {@code database} and {@code secrets}
 */
record KeycloakTemplate(KeycloakDistribution distribution, Path root) {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    static KeycloakTemplate ensure(Progress progress) {
        return Cache.locked(() -> {
            var distribution = KeycloakDistribution.ensure(progress);
            String realm = LocalRealm.json();
            String name = "keycloak-" + distribution.key() + "-realm-" + Digest.of(realm);
            var template = new KeycloakTemplate(distribution, Cache.root().resolve(name));
            if (Files.notExists(template.root)) {
                progress.say("importing the realm into Keycloak (once)");
                template.make(realm);
            }
            return template;
        });
    }

    Secrets secrets() {
        return new Secrets(root.resolve("secrets"));
    }

    Path database() {
        return root.resolve("database");
    }

    /** The class-data archive: of the server as it runs with this build. */
    Path archive() {
        return distribution.home().resolveSibling("server.jsa");
    }

    private void make(String realm) {
        Path unfinished = root.resolveSibling(root.getFileName() + ".new");
        try (var directory = StackDirectory.claim(unfinished)) {
            Path imported = distribution.home().resolve("data/import");
            PrivateFiles.deleteTree(imported);
            Files.createDirectories(imported);
            Files.writeString(imported.resolve("shuke-realm.json"), realm);
            var server = new KeycloakServer(this, Ports.free(), Ports.free());
            var secrets = new Secrets(unfinished.resolve("secrets"));
            PrivateFiles.deleteTree(unfinished.resolve("database"));
            server.start(directory, unfinished.resolve("database"), secrets, START_LIMIT, "--import-realm");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Files.move(unfinished, root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
