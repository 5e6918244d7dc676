package dev.shuke.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** What is expensive to make and the same for every stack of this user: {@code ~/.cache/shuke}. */
final class Cache {
    private Cache() {}

    static Path root() {
        return PrivateFiles.directory(UserFolder.of("XDG_CACHE_HOME", ".cache").resolve("shuke"));
    }

    /** Runs alone among all processes of this user. */
    static <T> T locked(Supplier<T> work) {
        synchronized (
                Runtime.getRuntime()) { // a file lock does not exclude threads, nor other class loaders, of one JVM
            try (var channel = FileChannel.open(
                            root().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                return work.get();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
