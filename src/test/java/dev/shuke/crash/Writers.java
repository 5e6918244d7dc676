package dev.shuke.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The clients: each writes in a random way, one call after the other, until it is told to stop. */
final class Writers implements AutoCloseable {
    private static final long BREATH = TimeUnit.MILLISECONDS.toNanos(40);
    /** One client in so many does not send again what got no answer. */
    private static final int FORGETS_AT_ONCE = 3;

    private static final int FORGETS_LATER = 60;

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    static Writers start(Api api, Ledger ledger, List<LedgerWrite> writes, long seed) {
        var writers = new Writers();
        for (int lane = 0; lane < Ledger.LANES; lane++) {
            int own = lane;
            writers.threads.add(Thread.ofPlatform()
                    .name("writer-" + lane)
                    .start(() -> writers.write(api, ledger, writes, own, new Random(seed + own))));
        }
        return writers;
    }

    private void write(Api api, Ledger ledger, List<LedgerWrite> writes, int lane, Random random) {
        Map<String, Long> next = new HashMap<>();
        while (!stopping) {
            LedgerWrite write = writes.get(random.nextInt(writes.size()));
            long number = next.merge(write.name(), (long) lane, (last, first) -> last + Ledger.LANES);
            int forgetful = FORGETS_AT_ONCE;
            while (!ledger.send(api, write, number) && !stopping && random.nextInt(forgetful) > 0) {
                forgetful = FORGETS_LATER;
                LockSupport.parkNanos(BREATH);
            }
        }
    }

    /** Returns when the last answers have come. */
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
