package dev.shuke.deployment;

import dev.shuke.deployment.Dockerfile.Instruction;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The Dockerfile carried out without Docker: every stage is a plain directory, and its commands run there with this
 * machine's JDK and Maven.
 */
final class Image {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    private final Dockerfile file = Dockerfile.read();
    private final Path root;

    Image(Path root) {
        this.root = root;
    }

    Image build() throws IOException, InterruptedException {
        for (Instruction instruction : file.instructions()) {
            switch (instruction.name()) {
                case "WORKDIR" -> Files.createDirectories(folder(instruction.stage()));
                case "COPY" -> copy(instruction);
                case "RUN" -> run(instruction);
                default -> {
                    // says nothing that a plain directory could do
                }
            }
        }
        return this;
    }

    /** The image started with these arguments and this environment, and nothing of the machine's. */
    Process start(Map<String, String> environment, Path log, String... arguments) throws IOException {
        var command = new ArrayList<>(file.last("ENTRYPOINT").command());
        command.addAll(List.of(arguments));
        var builder = process(file.last("ENTRYPOINT").stage(), command, log);
        builder.environment().keySet().removeIf(name -> name.startsWith("SHUKE_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    boolean healthy(int port) throws IOException, InterruptedException {
        Instruction check = file.last("HEALTHCHECK");
        var command = new ArrayList<>(check.command());
        command.set(0, inside(check.stage(), command.getFirst()).toString());
        command.replaceAll(word -> word.equals("8080") ? Integer.toString(port) : word);
        Process process =
                process(check.stage(), command, root.resolve("health.log")).start();
        return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private void copy(Instruction copy) throws IOException {
        List<String> words = copy.words();
        Path target = inside(copy.stage(), words.getLast());
        for (String source : words.subList(0, words.size() - 1)) {
            Path from = copy.flags().containsKey("from") ? inside(0, source) : PROJECT.resolve(source);
            copy(from, target);
        }
    }

    private static void copy(Path from, Path target) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = from.equals(file) ? target : target.resolve(from.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private void run(Instruction run) throws IOException, InterruptedException {
        // the libraries are at hand: the project has been built here
        String command = run.rest().replaceFirst("^mvn ", "mvn -o ");
        Path log = root.resolve("run-" + run.stage() + ".log");
        Process process =
                process(run.stage(), List.of("bash", "-c", command), log).start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(command + " failed: " + Files.readString(log));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private ProcessBuilder process(int stage, List<String> command, Path log) {
        var builder = new ProcessBuilder(command)
                .directory(folder(stage).toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        String java = System.getProperty("java.home");
        builder.environment().put("JAVA_HOME", java);
        builder.environment().merge("PATH", java + "/bin:", (path, first) -> first + path);
        builder.environment().putAll(new TreeMap<>(file.environment()));
        if (command.getFirst().equals("java")) { // Java looks a bare name up in its own PATH
            builder.command().set(0, java + "/bin/java");
        }
        return builder;
    }

    private Path folder(int stage) {
        return file.all("WORKDIR").stream()
                .filter(instruction -> instruction.stage() == stage)
                .findFirst()
                .map(instruction -> inside(stage, instruction.rest()))
                .orElseThrow();
    }

    private Path inside(int stage, String path) {
        Path stageRoot = root.resolve("stage" + stage);
        return path.startsWith("/")
                ? stageRoot.resolve(path.substring(1))
                : folder(stage).resolve(path);
    }
}
