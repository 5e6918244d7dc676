package dev.shuke.crash;

import dev.shuke.crash.Api.Answer;
import dev.shuke.crash.Api.NoAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;

/** What the clients sent, and what they were told: kept by them alone, whatever dies. */
final class Ledger {
    /** Clients that write at the same time. Each has numbers of its own, and sends one after the other. */
    static final int LANES = 6;

    private static final int PATIENCE_SECONDS = 120;
    private static final int TOO_MANY = 429;
    /** Its first sending, of which nobody knows, is still being done. */
    private static final String IN_FLIGHT = "409 idempotency_in_flight";

    /** What a client knows of what it sent. */
    enum State {
        /** At least one sending may have been done, and no answer said so. */
        UNKNOWN,
        REFUSED,
        ACKNOWLEDGED
    }

    private final Map<String, NavigableMap<Long, State>> states = new ConcurrentHashMap<>();
    private final Map<String, Integer> sendings = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Semaphore acknowledgements = new Semaphore(0);
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicLong slowest = new AtomicLong();
    private final IntPredicate tolerated;

    /** @param tolerated statuses other than 2xx that may come, {@link NoAnswer#STATUS} for no answer */
    Ledger(IntPredicate tolerated) {
        this.tolerated = tolerated;
    }

    static long lane(long number) {
        return number % LANES;
    }

    /** Sends it, for the first time or again. @return whether there is no point in sending it once more */
    boolean send(Api api, LedgerWrite write, long number) {
        boolean sent = false;
        try {
            var call = write.call(number);
            State before = of(write).get(number);
            of(write).merge(number, State.UNKNOWN, Ledger::stillKnown);
            sendings.merge(write.name() + lane(number), 1, Integer::sum);
            sent = true;
            long start = System.nanoTime();
            Answer answer = api.send(call, write.name() + "-" + number);
            slowest.accumulateAndGet(System.nanoTime() - start, Math::max);
            return answered(write, number, before, answer);
        } catch (NoAnswer none) {
            if (sent) {
                unanswered.incrementAndGet();
            }
            fault(none.status(), write, number, none.getMessage());
            return false;
        }
    }

    private static State stillKnown(State before, State now) {
        return before == State.ACKNOWLEDGED ? before : now;
    }

    private boolean answered(LedgerWrite write, long number, State before, Answer answer) {
        if (answer.ok()) {
            String missing = write.fault(answer.body());
            if (missing != null) {
                faults.add("%s %d: %s".formatted(write.name(), number, missing));
                return true;
            }
            of(write).put(number, State.ACKNOWLEDGED);
            acknowledgements.release();
            return true;
        }
        if (answer.status() == TOO_MANY || answer.code().equals(IN_FLIGHT)) {
            of(write).put(number, before == null ? State.REFUSED : before);
            return false;
        }
        fault(answer.status(), write, number, answer.code());
        if (answer.status() < 500) {
            of(write).put(number, before == null ? State.REFUSED : before);
            return true; // the same again would be refused again
        }
        unanswered.incrementAndGet();
        return false;
    }

    private void fault(int status, LedgerWrite write, long number, String what) {
        if (!tolerated.test(status)) {
            faults.add("%s %d: %s".formatted(write.name(), number, what));
        }
    }

    /** By number. */
    NavigableMap<Long, State> of(LedgerWrite write) {
        return states.computeIfAbsent(write.name(), name -> new ConcurrentSkipListMap<>());
    }

    /** Whether nothing was sent after it in its lane. */
    boolean isLast(LedgerWrite write, long number) {
        return of(write).tailMap(number, false).keySet().stream().noneMatch(later -> lane(later) == lane(number));
    }

    /** How often something was sent in this lane, answered or not. */
    int sendings(LedgerWrite write, long lane) {
        return sendings.getOrDefault(write.name() + lane, 0);
    }

    /** Answers that may not come. */
    List<String> faults() {
        return new ArrayList<>(faults);
    }

    int unanswered() {
        return unanswered.get();
    }

    /** Of the answers that came. */
    long slowestMillis() {
        return TimeUnit.NANOSECONDS.toMillis(slowest.get());
    }

    /** Waits until this many calls more than those waited for before were acknowledged. */
    void await(int acknowledged) throws InterruptedException {
        if (!acknowledgements.tryAcquire(acknowledged, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no call is acknowledged any more: "
                    + faults.stream().limit(5).toList());
        }
    }

    /** Waits until this many calls are acknowledged from now on. */
    void awaitFromNow(int acknowledged) throws InterruptedException {
        acknowledgements.drainPermits();
        await(acknowledged);
    }
}
