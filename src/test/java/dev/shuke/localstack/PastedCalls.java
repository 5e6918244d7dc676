package dev.shuke.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands that people are told to paste into a terminal, run in one as they stand. */
final class PastedCalls {
    private static final Pattern BLOCK = Pattern.compile("(?m)^```sh\\n(.*?)^```", Pattern.DOTALL);

    /** An answer of 400 or more ends the script, instead of passing for one. */
    private static final String STRICT = """
            set -euo pipefail
            curl() { command curl -f -sS "$@"; }
            """;

    private PastedCalls() {}

    /** How a script ended, and all that it wrote. */
    record Outcome(int exit, String output) {}

    /** From the message that says the stack is ready. */
    static String printedBy(RunningUp up) {
        List<String> lines = up.output().stream().map(RunningUp.Line::text).toList();
        return String.join(
                "\n",
                lines.subList(
                        lines.indexOf("Try in another terminal") + 1,
                        lines.indexOf("Ctrl-C stops everything and keeps the data.")));
    }

    /** The README's blocks that call the API, sent to another port and data directory than those it supposes. */
    static List<String> inReadme(RunningUp up) {
        try {
            return BLOCK.matcher(Files.readString(Path.of("README.md")))
                    .results()
                    .map(block -> block.group(1))
                    .filter(block -> block.contains("curl") && block.contains("localhost:8080"))
                    .map(block -> block.replace("localhost:8080", "localhost:" + up.port())
                            .replaceAll(
                                    "\\./shuke token ([\\w/]+)",
                                    Matcher.quoteReplacement("./shuke token ") + "$1 --data '"
                                            + Matcher.quoteReplacement(up.data().toString()) + "'"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String token(RunningUp up, String who) {
        return run("./shuke token %s --data '%s'".formatted(who, up.data()))
                .output()
                .strip();
    }

    static Outcome run(String script) {
        try {
            Process bash = new ProcessBuilder("bash", "-c", STRICT + script)
                    .redirectErrorStream(true)
                    .start();
            bash.getOutputStream().close();
            String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(bash.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
