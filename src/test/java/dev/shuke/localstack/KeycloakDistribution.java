package dev.shuke.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;

/**
 * Keycloak as unpacked and built once per user, version and set of options. Its Java process is started directly: the
 * launcher script would stay between us and the server, and a kill of the script leaves the server running.
 *
 * @param home where it was unpacked and built
 * @param key names version, build options and JVM: what the caches depend on
 */
record KeycloakDistribution(Path home, String key) {
    private static final List<String> BUILD = List.of(
            "build",
            "--db=dev-file",
            "--health-enabled=true",
            "--features-disabled=kerberos,ciba,device-flow,impersonation,par,web-authn,passkeys,oid4vc-vci,docker,workflows");
    private static final List<String> JVM = List.of(
            "-Xms64m",
            "-Xmx512m",
            "-XX:MaxMetaspaceSize=256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xlog:cds=off",
            "-Xlog:aot=off",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=en",
            "-Duser.country=US",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory"
                    + "=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Dpicocli.disable.closures=true");

    /** Downloads, unpacks and builds what is not there yet. The caller holds the lock of the cache. */
    static KeycloakDistribution ensure(Progress progress) {
        String version = version();
        String key = version + "-" + Digest.of(version + BUILD + Runtime.version());
        Path root = PrivateFiles.directory(Cache.root().resolve("keycloak-" + key));
        var distribution = new KeycloakDistribution(root.resolve("keycloak-" + version), key);
        Path complete = root.resolve("complete");
        if (Files.notExists(complete)) {
            PrivateFiles.deleteTree(distribution.home);
            unpack(KeycloakDownload.zip(version, root, progress), root);
            progress.say("building Keycloak (once)");
            distribution.build(root.resolve("build.log"));
            PrivateFiles.write(complete, "");
        }
        return distribution;
    }

    /** @param archive class-data archive that makes the start cheaper; made by the first run that names it */
    List<String> command(Path archive, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        if (archive != null) {
            command.add("-XX:+AutoCreateSharedArchive");
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        command.add("-Dkc.home.dir=" + home);
        command.add("-Djboss.server.config.dir=" + home.resolve("conf"));
        command.addAll(List.of("-cp", home.resolve("lib/quarkus-run.jar").toString()));
        command.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        command.addAll(arguments);
        return command;
    }

    private void build(Path log) {
        try {
            var builder = new ProcessBuilder(command(null, BUILD))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log.toFile()));
            if (builder.start().waitFor() != 0) {
                throw new IllegalStateException("Keycloak could not be built, see " + log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String version() {
        try {
            var pom = Files.readString(Path.of("pom.xml"));
            var matcher = Pattern.compile("<keycloak.version>([^<]+)<").matcher(pom);
            if (matcher.find()) {
                return matcher.group(1);
            }
            throw new IllegalStateException("pom.xml names no keycloak.version");
        } catch (IOException e) {
            throw new UncheckedIOException("to be run in the project's directory", e);
        }
    }

    private static void unpack(Path zip, Path into) {
        try (var input = new ZipInputStream(Files.newInputStream(zip))) {
            for (var entry = input.getNextEntry(); entry != null; entry = input.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("the archive names a path outside of it: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(input, target);
                }
            }
            Files.delete(zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
