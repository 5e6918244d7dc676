package dev.shuke.platform.jobs;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Does what a test says and remembers for what it ran, and whether two ran for the same thing at once. */
final class RecordedKind implements JobKind {
    final List<String> runs = new CopyOnWriteArrayList<>();
    final List<String> overlaps = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
    private final String kind;
    private final Supplier<Uni<?>> work;

    RecordedKind(String kind, Supplier<Uni<?>> work) {
        this.kind = kind;
        this.work = work;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        String key = tenantId + ref;
        AtomicInteger same = running.computeIfAbsent(key, name -> new AtomicInteger());
        if (same.incrementAndGet() > 1) {
            overlaps.add(key);
        }
        runs.add(ref);
        return work.get().onTermination().invoke(() -> same.decrementAndGet()).replaceWithVoid();
    }
}
