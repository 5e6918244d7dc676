package dev.shuke;

import dev.shuke.platform.config.Migration;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Serves the API, or with the argument {@code migrate} brings the database to the current schema and ends, or with
 * {@code replay-erasures} erases from a restored database who had been erased, and ends.
 */
@QuarkusMain
public final class Main {
    public static void main(String... args) {
        switch (args.length == 1 ? args[0] : "") {
            case "migrate" -> {
                // nobody has set up logging: it would write all that goes over the wire
                Logger.getLogger("").setLevel(Level.INFO);
                Migration.run(System.getenv("SHUKE_DB_URL"), System.getenv("SHUKE_DB_MIGRATOR_PASSWORD"));
            }
            case "replay-erasures" -> {
                // nothing is served and no job is run before it is done
                System.setProperty("quarkus.http.host-enabled", "false");
                System.setProperty("shuke.jobs.enabled", "false");
                Quarkus.run(ErasureReplay.class, args);
            }
            default -> Quarkus.run(args);
        }
    }
}
