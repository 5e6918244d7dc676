package dev.shuke.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Several clients that each ask again as soon as they are answered, on connections that stay open. */
final class Clients implements AutoCloseable {
    /** One client: how it makes its next call, and what it holds. */
    record Client(Runnable call, AutoCloseable connection) {
        void close() {
            try {
                connection.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What one client saw: how long each call took, and its own thread's CPU time. */
    private record Seen(long[] nanos, long cpuNanos) {}

    private static final Duration WARM_UP_STEP = Duration.ofMillis(500);
    /** Of the JIT compiler in a step, in nanoseconds. */
    private static final long MOST_WHEN_CALM = Duration.ofMillis(20).toNanos();

    private static final int CALM_STEPS = 4;

    private final List<Client> clients;
    private final ExecutorService threads;
    private final Processes processes;

    Clients(Processes processes, int count, Supplier<Client> client) {
        this.processes = processes;
        this.clients = Stream.generate(client).limit(count).toList();
        this.threads = Executors.newFixedThreadPool(count);
    }

    /** Lets all of them call for so long, and counts what that took. */
    Sample run(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        Processes.Usage before = processes.usage();
        List<Future<Seen>> running = clients.stream()
                .map(client -> threads.submit(() -> callUntil(until, client.call())))
                .toList();
        List<Seen> seen = running.stream().map(Clients::join).toList();
        Processes.Usage used = processes.usage().minus(before);
        long[] nanos = seen.stream()
                .map(Seen::nanos)
                .flatMapToLong(Arrays::stream)
                .sorted()
                .toArray();
        return new Sample(nanos, used, seen.stream().mapToLong(Seen::cpuNanos).sum());
    }

    /**
     * For so many calls, or a third of the time, and then until the JIT compiler has little left to do or time is up: what
     * it uses is paid once, and would else be told as the cost of each call.
     */
    void warmUp(int calls, Duration limit) {
        long start = System.nanoTime();
        int done = 0;
        int calm = 0;
        long time = 0;
        while (time < limit.toNanos() && (calm < CALM_STEPS || done < calls && time < limit.toNanos() / 3)) {
            long compiling = processes.compiling();
            done += run(WARM_UP_STEP).calls();
            calm = processes.compiling() - compiling <= MOST_WHEN_CALM ? calm + 1 : 0;
            time = System.nanoTime() - start;
        }
    }

    private static Seen callUntil(long until, Runnable call) {
        var clock = ManagementFactory.getThreadMXBean();
        long cpu = clock.getCurrentThreadCpuTime();
        long[] nanos = new long[1024];
        int count = 0;
        long now = System.nanoTime();
        while (now < until) {
            call.run();
            long end = System.nanoTime();
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = end - now;
            now = end;
        }
        return new Seen(Arrays.copyOf(nanos, count), clock.getCurrentThreadCpuTime() - cpu);
    }

    private static Seen join(Future<Seen> running) {
        try {
            return running.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        clients.forEach(Client::close);
    }

    /** An endless walk through what was made beforehand, each client from another place. */
    static final class Cycle<T> {
        private final List<T> of;
        private int at;

        Cycle(List<T> of, int seed) {
            this.of = of;
            this.at = Math.floorMod(seed * 7919, of.size());
        }

        T next() {
            at = at + 1 == of.size() ? 0 : at + 1;
            return of.get(at);
        }
    }
}
