package dev.shuke.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** How long files and methods may grow, where SQL may stand, and that every package says what it owns. */
class SourceTest {
    private static final int MAX_FILE_LINES = 400;
    private static final int MAX_METHOD_LINES = 25;
    private static final Pattern SQL = Pattern.compile(
            "(?im)^\\s*(select\\s.+\\sfrom\\s|insert\\s+into\\s|update\\s+\\w+\\s+set\\s|delete\\s+from\\s)");

    /** The door itself, and the compiler of rules, which writes the one SQL that nobody can write beforehand. */
    private static final Pattern SQL_PLACES =
            Pattern.compile(".*Repository\\.java|.*/platform/tenancy/.*|.*/segment/RuleCompiler\\.java");

    @Test
    void noFileIsLong() {
        assertThat(sources("src").filter(file -> read(file).lines().count() > MAX_FILE_LINES))
                .isEmpty();
    }

    @Test
    void noMethodIsLong() throws IOException {
        assertThat(longMethods()).isEmpty();
    }

    @Test
    void sqlStandsInRepositories() {
        assertThat(sources("src/main")
                        .filter(file -> !SQL_PLACES.matcher(file.toString()).matches())
                        .filter(file -> SQL.matcher(read(file)).find()))
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItOwns() {
        assertThat(sources("src/main")
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> !Files.exists(folder.resolve("package-info.java"))))
                .isEmpty();
    }

    private static List<String> longMethods() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var files = compiler.getStandardFileManager(null, null, null);
        JavacTask task = (JavacTask) compiler.getTask(
                null,
                files,
                null,
                null,
                null,
                files.getJavaFileObjectsFromPaths(sources("src/main").toList()));
        List<String> found = new ArrayList<>();
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        for (CompilationUnitTree unit : task.parse()) {
            new TreePathScanner<Void, Void>() {
                @Override
                public Void visitMethod(MethodTree method, Void none) {
                    if (method.getBody() != null && lines(unit, method, positions) > MAX_METHOD_LINES) {
                        found.add(unit.getSourceFile().getName() + " " + method.getName());
                    }
                    return super.visitMethod(method, none);
                }
            }.scan(unit, null);
        }
        return found;
    }

    /** Of the body, its braces not counted. */
    private static long lines(CompilationUnitTree unit, MethodTree method, SourcePositions positions) {
        long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method.getBody()));
        long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method.getBody()));
        return last - first - 1;
    }

    private static Stream<Path> sources(String folder) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
