package dev.shuke.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The environment variables of the application, as its settings and sources name them. */
final class Variables {
    private static final Path SETTINGS = Path.of("src/main/resources/application.properties");
    private static final Pattern SETTING = Pattern.compile("\\$\\{(SHUKE_\\w+)(?::([^}]*))?}");
    private static final Pattern IN_SOURCE = Pattern.compile("System\\.getenv\\(\"(SHUKE_\\w+)\"\\)");

    private Variables() {}

    /** All that a running application reads. */
    static Set<String> read() {
        return settings(setting -> true);
    }

    /** Those without a default, or with one that is right on a developer's machine alone. */
    static Set<String> needed() {
        return settings(setting -> setting.group(2) == null
                || setting.group(2).isEmpty()
                || setting.group(2).equals("unset")
                || setting.group(2).contains("127.0.0.1")
                || setting.group(2).contains("localhost"));
    }

    /** What the command {@code migrate} reads, which runs before there are any settings. */
    static Set<String> ofMigration() {
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            return sources.filter(Files::isRegularFile)
                    .flatMap(source -> IN_SOURCE.matcher(text(source)).results())
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> settings(Predicate<MatchResult> which) {
        return SETTING.matcher(text(SETTINGS))
                .results()
                .filter(which)
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
