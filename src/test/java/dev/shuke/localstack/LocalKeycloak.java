package dev.shuke.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A running Keycloak with the realm {@code shuke}.
 *
 * @param url {@code http://localhost:port}
 * @param adminPassword of the user {@code admin} of the realm {@code master}
 * @param provisionerSecret of the client {@code shuke-provisioner}
 */
public record LocalKeycloak(String url, String adminPassword, String provisionerSecret) {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final String ADMIN = "SHUKE_LOCAL_KEYCLOAK_ADMIN_PASSWORD";

    static LocalKeycloak of(Map<String, String> environment) {
        return new LocalKeycloak(
                environment.get("SHUKE_KEYCLOAK_URL"),
                environment.get(ADMIN),
                environment.get("SHUKE_PROVISIONER_SECRET"));
    }

    /** Starts on the directory's own copy of the template, which keeps what was added since. */
    static LocalKeycloak start(StackDirectory directory, int port, Secrets secrets, Progress progress) {
        var template = KeycloakTemplate.ensure(progress);
        Path database = directory.path("keycloak");
        if (Files.notExists(database)) {
            copy(template, database, secrets);
        } else if (!secrets.find("keycloak.template")
                .orElse("")
                .equals(template.root().getFileName().toString())) {
            progress.say("the realm or Keycloak changed since this data was made: ./shuke reset starts afresh");
        }
        progress.say("starting Keycloak");
        new KeycloakServer(template, port, Ports.free()).start(directory, database, secrets, START_LIMIT);
        progress.say("Keycloak is running");
        return new LocalKeycloak(
                "http://localhost:" + port,
                secrets.password(KeycloakServer.ADMIN_PASSWORD),
                secrets.password(KeycloakServer.PROVISIONER_SECRET));
    }

    /** What the application, and a test of it, need to know. */
    public Map<String, String> environment() {
        return Map.of(
                "SHUKE_KEYCLOAK_URL",
                url,
                "SHUKE_OIDC_URL",
                realmUrl(),
                "SHUKE_PROVISIONER_SECRET",
                provisionerSecret,
                ADMIN,
                adminPassword);
    }

    public String realmUrl() {
        return url + "/realms/shuke";
    }

    private static void copy(KeycloakTemplate template, Path database, Secrets secrets) {
        Path unfinished = database.resolveSibling("keycloak.new");
        PrivateFiles.deleteTree(unfinished);
        PrivateFiles.copyTree(template.database(), unfinished);
        var source = template.secrets();
        secrets.put(KeycloakServer.ADMIN_PASSWORD, source.password(KeycloakServer.ADMIN_PASSWORD));
        secrets.put(KeycloakServer.PROVISIONER_SECRET, source.password(KeycloakServer.PROVISIONER_SECRET));
        secrets.put("keycloak.template", template.root().getFileName().toString());
        try {
            Files.move(unfinished, database);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
