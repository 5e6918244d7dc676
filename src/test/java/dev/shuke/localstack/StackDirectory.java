package dev.shuke.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The data directory of one stack. It has one owner at a time (a file lock, which the operating system takes back when
 * the owner dies), and it remembers the child processes, so that neither a normal end nor a hard kill leaves servers
 * running: {@link #close()} ends them, and the next {@link #claim} ends what a killed owner left.
 */
public final class StackDirectory implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

    /**
     * Closing any channel on a file gives back every lock that this JVM has on it, so the lock file of a directory that
     * is ours must not even be opened again: another JVM would take the directory for abandoned and end its servers.
     */
    private static final Set<Path> OWNED_BY_THIS_JVM = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final FileLock lock;
    private final ProcessLedger ledger;
    private final List<ChildProcess> children = new ArrayList<>();
    private final List<Runnable> atClose = new CopyOnWriteArrayList<>();
    private boolean closed;

    private StackDirectory(Path root, FileLock lock) {
        this.root = root;
        this.lock = lock;
        this.ledger = new ProcessLedger(root.resolve("processes"));
    }

    /**
     * Takes the directory, creating it when missing, and ends what a killed owner left running in it.
     *
     * @throws InUse when a living process owns it
     */
    static StackDirectory claim(Path path) {
        Path root = PrivateFiles.directory(path.toAbsolutePath().normalize());
        var directory = new StackDirectory(root, lock(root));
        directory.ledger.abandoned().forEach(child -> child.stop(STOP_LIMIT));
        directory.ledger.clear();
        return directory;
    }

    Path path(String name) {
        return root.resolve(name);
    }

    /** Starts a child whose output goes to {@code logs/<name>.log}. */
    synchronized Process start(String name, ProcessBuilder builder) {
        Path log = log(name);
        requireOpen();
        try {
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
            Process process = builder.start();
            adopt(new ChildProcess(name, process.toHandle()));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path log(String name) {
        return PrivateFiles.directory(root.resolve("logs")).resolve(name + ".log");
    }

    /** Takes care of a process that somebody else started for us. */
    synchronized void adopt(ChildProcess child) {
        requireOpen();
        children.add(child);
        ledger.add(child);
    }

    /** As a power cut would end this part: SIGKILL for it and all that it started. */
    synchronized void kill(String name) {
        children.stream()
                .filter(child -> child.name().equals(name) && child.alive())
                .forEach(child -> child.kill(STOP_LIMIT));
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the stack is stopping");
        }
    }

    /** In the order in which they were started. */
    synchronized List<ChildProcess> children() {
        return List.copyOf(children);
    }

    /** To be run by {@link #close()}, after the children have ended: for what is being started at that moment. */
    void atClose(Runnable action) {
        atClose.add(action);
    }

    /** Waits until a server ends that should not. @return its name */
    String awaitTheEndOfAny() {
        List<ChildProcess> servers;
        synchronized (this) {
            servers = children.stream().filter(ChildProcess::alive).toList();
        }
        CompletableFuture.anyOf(
                        servers.stream().map(child -> child.handle().onExit()).toArray(CompletableFuture[]::new))
                .join();
        return servers.stream()
                .filter(child -> !child.alive())
                .map(ChildProcess::name)
                .findFirst()
                .orElse("a server");
    }

    /** Ends all children, those that depend on others first, and gives the directory back. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (!children.isEmpty()) {
            children.getLast().stop(STOP_LIMIT); // the one that uses the others
            children.parallelStream().forEach(child -> child.stop(STOP_LIMIT));
        }
        atClose.forEach(Runnable::run);
        ledger.clear();
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            OWNED_BY_THIS_JVM.remove(root);
        }
    }

    private static FileLock lock(Path root) {
        if (!OWNED_BY_THIS_JVM.add(root)) {
            throw new InUse(root);
        }
        try {
            var channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
            channel.close();
        } catch (IOException e) {
            OWNED_BY_THIS_JVM.remove(root);
            throw new UncheckedIOException(e);
        }
        OWNED_BY_THIS_JVM.remove(root);
        throw new InUse(root);
    }

    /** Another living process owns the directory. */
    static final class InUse extends IllegalStateException {
        private static final long serialVersionUID = 1;

        InUse(Path root) {
            super("another stack is running on " + root);
        }
    }
}
