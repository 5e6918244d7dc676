package dev.shuke.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.localstack.LocalStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the image, in a plain directory: it is built, migrates, serves, is healthy and ends when told to. */
@Tag("slow")
class ImageIT {
    private static final int SIGTERM = 128 + 15;

    @TempDir
    Path temp;

    @Test
    void buildsMigratesServesAndEnds() throws Exception {
        Image image = new Image(temp).build();
        Map<String, String> local = LocalStack.forTests().environment();
        Path log = temp.resolve("migrate.log");
        Process migrate = image.start(only(local, Variables.ofMigration().toArray(String[]::new)), log, "migrate");
        assertThat(migrate.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(migrate.exitValue()).as(Files.readString(log)).isZero();

        Map<String, String> environment = only(local, Variables.read().toArray(String[]::new));
        environment.put("SHUKE_HTTP_PORT", "0");
        Path serving = temp.resolve("serve.log");
        Process api = image.start(environment, serving);
        try {
            assertThat(image.healthy(port(api, serving))).isTrue();
            assertThat(Files.readString(serving)).doesNotContain("[warning][aot]", "[error]");
        } finally {
            api.destroy();
        }
        assertThat(api.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(api.exitValue()).isIn(0, SIGTERM);
    }

    /** Of the address in the line that says that the start is done. */
    private static int port(Process api, Path log) throws Exception {
        for (int i = 0; i < 600 && api.isAlive(); i++) {
            String text = Files.readString(log);
            if (text.contains("Listening on:")) {
                return Integer.parseInt(
                        text.split("Listening on: http://[\\d.]+:")[1].split("\\D")[0]);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("not started: " + Files.readString(log));
    }

    private static Map<String, String> only(Map<String, String> environment, String... names) {
        var chosen = new TreeMap<String, String>();
        for (String name : names) {
            if (environment.containsKey(name)) {
                chosen.put(name, environment.get(name));
            }
        }
        return chosen;
    }
}
