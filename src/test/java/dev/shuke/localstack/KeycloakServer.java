package dev.shuke.localstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One start of Keycloak. Ready is what the management port says; the other port opens too early. */
record KeycloakServer(KeycloakTemplate template, int port, int managementPort) {
    static final String NAME = "keycloak";
    static final String ADMIN_PASSWORD = "keycloak.admin";
    static final String PROVISIONER_SECRET = "keycloak.provisioner";

    void start(StackDirectory directory, Path database, Secrets secrets, Duration limit, String... more) {
        PrivateFiles.directory(database);
        var arguments = new ArrayList<>(List.of(
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-port=" + managementPort,
                "--hostname=http://localhost:" + port,
                "--cache=local",
                "--log-level=warn,io.quarkus:info,io.smallrye.health:off"));
        Collections.addAll(arguments, more);
        var builder = new ProcessBuilder(template.distribution().command(template.archive(), arguments));
        var environment = builder.environment();
        environment.keySet().removeIf(KeycloakServer::isOption);
        environment.put("KC_DB_URL_PATH", database.toString());
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.password(ADMIN_PASSWORD));
        environment.put("SHUKE_PROVISIONER_SECRET", secrets.password(PROVISIONER_SECRET));
        Process process = directory.start(NAME, builder);
        String ready = "http://127.0.0.1:" + managementPort + "/health/ready";
        Poll.until("the start of Keycloak", limit, () -> Http.ready(ready) || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException("Keycloak did not start, see " + directory.log(NAME));
        }
    }

    /** Keycloak would take what is meant for somebody else: it reads every variable with these names. */
    private static boolean isOption(String variable) {
        return variable.startsWith("KC_") || variable.startsWith("QUARKUS_");
    }
}
