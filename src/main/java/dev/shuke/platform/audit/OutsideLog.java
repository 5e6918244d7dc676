package dev.shuke.platform.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * What must be known when the database is not what it was, restored from a backup or cut by its administrator: lines
 * appended to files of the directory {@code SHUKE_OUTSIDE_LOG}, which several instances may share and whose backups are
 * kept apart from the database's. Each line also goes to the process's log, in the category {@code shuke.outside}, so
 * that a deployment that ships its log has them without a directory. A line is ids, numbers and digests.
 */
@ApplicationScoped
public class OutsideLog {
    /** The file of erasures: {@code member} with the ids of tenant and member, or {@code tenant} with its id. */
    public static final String ERASED = "erased.log";

    private static final Logger LINES = Logger.getLogger("shuke.outside");
    private static final Logger LOG = Logger.getLogger(OutsideLog.class);

    private final Vertx vertx;
    private final Path directory;

    OutsideLog(Vertx vertx, @ConfigProperty(name = "shuke.outside-log") String directory) {
        this.vertx = vertx;
        this.directory = "none".equals(directory) ? null : Path.of(directory);
    }

    void start(@Observes StartupEvent event) {
        if (directory == null && LaunchMode.current() == LaunchMode.NORMAL) {
            LOG.warn("SHUKE_OUTSIDE_LOG names no directory: a cut tail of the audit log can be told, and erasures"
                    + " repeated after a restore, only by the lines of the category shuke.outside");
        }
    }

    /** Whether there are files to read from. */
    public boolean kept() {
        return directory != null;
    }

    /**
     * On the disk when it completes.
     *
     * @param file a name without separators
     * @param line without line break
     */
    public Uni<Void> append(String file, String line) {
        return outside(() -> {
            LINES.infof("%s %s", file, line);
            if (directory != null) {
                Files.createDirectories(directory);
                Files.writeString(directory.resolve(file), line + "\n", UTF_8, CREATE, APPEND, DSYNC);
            }
            return null;
        });
    }

    /** All whole lines, oldest first; empty where there is no such file. */
    public Uni<List<String>> lines(String file) {
        return outside(() -> directory == null || !Files.exists(directory.resolve(file))
                ? List.of()
                : Files.readAllLines(directory.resolve(file), UTF_8));
    }

    /** On a thread that may wait; what follows goes on in the caller's own context. */
    private <T> Uni<T> outside(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }
}
