package dev.shuke.localstack;

import java.nio.file.Files;
import java.nio.file.Path;

/** {@code ./shuke reset}: ends what a killed stack left running, then deletes its data. */
public final class Reset {
    private Reset() {}

    /** @param arguments data directory */
    public static void main(String[] arguments) {
        Path root = Path.of(arguments[0]);
        if (Files.notExists(root)) {
            System.out.println("nothing to delete: there is no " + root);
            return;
        }
        if (Files.notExists(root.resolve("lock"))) { // a mistyped --data must not cost a home directory
            fail(root + " is no data directory of Shuke");
        }
        try (var _ = StackDirectory.claim(root)) {
            PrivateFiles.deleteTree(root);
            System.out.println("deleted " + root);
        } catch (StackDirectory.InUse e) {
            fail(e.getMessage());
        }
    }

    private static void fail(String line) {
        System.err.println("shuke: " + line);
        System.exit(1);
    }
}
