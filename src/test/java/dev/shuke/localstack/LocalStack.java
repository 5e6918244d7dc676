package dev.shuke.localstack;

import java.util.Map;

/**
 * The running parts, as the environment variables that the application reads.
 *
 * @param environment {@code SHUKE_DB_URL}, {@code SHUKE_DB_APP_PASSWORD}, {@code SHUKE_REDIS_URL} and so on
 */
public record LocalStack(Map<String, String> environment) {
    static final String SUPERUSER_PASSWORD = "SHUKE_LOCAL_SUPERUSER_PASSWORD";

    public LocalStack {
        environment = Map.copyOf(environment);
    }

    /**
     * PostgreSQL with the migrated schema, and Redis, on free ports, started once for this JVM and ended with it. No
     * Keycloak: that takes seconds, and {@link #keycloak()} starts it for the few tests that ask.
     */
    public static LocalStack forTests() {
        return new LocalStack(TestStack.base());
    }

    /** The real Keycloak with the production realm and {@code shuke-local}, started for this JVM when first asked for. */
    public LocalKeycloak keycloak() {
        return LocalKeycloak.of(TestStack.keycloak());
    }

    /** {@code postgresql://127.0.0.1:port/shuke}. */
    public String databaseUrl() {
        return environment.get("SHUKE_DB_URL");
    }

    /** Of the role {@code postgres}: for tests that look at the catalogue, never for the application. */
    public String superuserPassword() {
        return environment.get(SUPERUSER_PASSWORD);
    }
}
