package dev.shuke;

import dev.shuke.platform.config.Migration;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Serves the API, or with the argument {@code migrate} brings the database to the current schema and ends. */
@QuarkusMain
public final class Main {
    public static void main(String... args) {
        if (args.length == 1 && "migrate".equals(args[0])) {
            Migration.run(System.getenv("SHUKE_DB_URL"), System.getenv("SHUKE_DB_MIGRATOR_PASSWORD"));
        } else {
            Quarkus.run(args);
        }
    }
}
