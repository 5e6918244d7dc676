package dev.shuke;

import dev.shuke.platform.config.Migration;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Serves the API, or with the argument {@code migrate} brings the database to the current schema and ends. */
@QuarkusMain
public final class Main {
    public static void main(String... args) {
        if (args.length == 1 && "migrate".equals(args[0])) {
            // nobody has set up logging: it would write all that goes over the wire
            Logger.getLogger("").setLevel(Level.INFO);
            Migration.run(System.getenv("SHUKE_DB_URL"), System.getenv("SHUKE_DB_MIGRATOR_PASSWORD"));
        } else {
            Quarkus.run(args);
        }
    }
}
