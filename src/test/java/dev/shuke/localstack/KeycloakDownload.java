package dev.shuke.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Fetches the distribution with Maven, so that mirrors, proxies and credentials of the user's settings hold, and so
 * that it is no dependency of the module: 177 MB that a build without the local stack does not need.
 */
final class KeycloakDownload {
    private static final Duration SAY_EVERY = Duration.ofSeconds(5);

    private KeycloakDownload() {}

    static Path zip(String version, Path into, Progress progress) {
        progress.say("downloading Keycloak " + version + " (177 MB, once)");
        Path log = into.resolve("download.log");
        Path zip = into.resolve("keycloak-quarkus-dist-" + version + ".zip");
        var builder = new ProcessBuilder(
                "mvn",
                "-B",
                "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy",
                "-Dartifact=org.keycloak:keycloak-quarkus-dist:" + version + ":zip",
                "-DoutputDirectory=" + into);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            // outside of the project, as Maven would read its pom and check what only a build needs
            Process maven = builder.directory(into.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log.toFile()))
                    .start();
            while (!Poll.within(SAY_EVERY, () -> !maven.isAlive())) {
                progress.say("downloading Keycloak: " + megabytesSoFar(version) + " of 177 MB");
            }
            if (maven.exitValue() != 0 || Files.notExists(zip)) {
                throw new IllegalStateException("Keycloak could not be downloaded, see " + log);
            }
            return zip;
        } catch (IOException e) {
            throw new UncheckedIOException("mvn could not be started", e);
        }
    }

    /** The size of the file that Maven is writing in its default repository; 0 when that is elsewhere. */
    private static long megabytesSoFar(String version) {
        Path target =
                Path.of(System.getProperty("user.home"), ".m2/repository/org/keycloak/keycloak-quarkus-dist", version);
        if (Files.notExists(target)) {
            return 0;
        }
        try (var files = Files.list(target)) {
            return files.mapToLong(file -> file.toFile().length()).max().orElse(0) / 1_000_000;
        } catch (IOException _) {
            return 0;
        }
    }
}
