package dev.shuke.consent;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Members withdraw and give again while others read. A read is held to those alone who had withdrawn, and been answered,
 * before it began, and had not begun to give again when it ended; half of them never do.
 */
final class ConsentStorm {
    static final String PURPOSE = "marketing.personalised";

    private final ConsentCalls calls;
    private final String notice;
    private final long until;
    /** Of each member: odd as long as he has withdrawn. */
    private final Map<String, AtomicLong> turns = new ConcurrentHashMap<>();

    private final Map<String, AtomicLong> held = new ConcurrentHashMap<>();
    private final AtomicLong withdrawals = new AtomicLong();
    private final Set<String> uses = ConcurrentHashMap.newKeySet();

    ConsentStorm(ConsentCalls calls, String notice, List<String> members, Duration duration) {
        this.calls = calls;
        this.notice = notice;
        this.until = System.nanoTime() + duration.toNanos();
        members.forEach(member -> turns.put(member, new AtomicLong()));
    }

    /**
     * @param workers how many in all; each member has one, the readings share the others
     * @param readings by name: each answers the ids that it has found, null when it was turned away
     */
    ConsentStorm blow(int workers, Map<String, Supplier<Set<String>>> readings) {
        List<String> members = List.copyOf(turns.keySet());
        List<String> names = List.copyOf(readings.keySet());
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        IntStream.range(0, members.size())
                .forEach(i -> all.add(atOnce(i % 2 == 0 ? this::comesAndGoes : this::goes, members.get(i))));
        IntStream.range(0, workers - members.size())
                .mapToObj(i -> names.get(i % names.size()))
                .forEach(name -> all.add(atOnce(one -> reads(one, readings.get(one)), name)));
        all.forEach(CompletableFuture::join);
        readings.forEach(this::read); // those who have gone for good have by now
        return this;
    }

    private static CompletableFuture<Boolean> atOnce(Consumer<String> work, String of) {
        return ApiTest.atOnce(() -> {
            work.accept(of);
            return true;
        });
    }

    private boolean goesOn() {
        return System.nanoTime() < until;
    }

    private void comesAndGoes(String member) {
        while (true) {
            withdraw(member);
            if (!goesOn()) {
                return;
            }
            turns.get(member).incrementAndGet();
            calls.give(member, PURPOSE, notice);
        }
    }

    private void goes(String member) {
        long at = System.nanoTime() + (long) ((until - System.nanoTime()) * Math.random());
        while (System.nanoTime() < at) {
            calls.state(member, PURPOSE);
        }
        withdraw(member);
    }

    private void withdraw(String member) {
        Response answer = calls.withdraw(member, PURPOSE);
        while (answer.statusCode() == 429 || answer.statusCode() == 503) {
            answer = calls.withdraw(member, PURPOSE);
        }
        answer.statusCode(200);
        turns.get(member).incrementAndGet();
        withdrawals.incrementAndGet();
    }

    private void reads(String name, Supplier<Set<String>> reading) {
        do {
            read(name, reading);
        } while (goesOn());
    }

    private void read(String name, Supplier<Set<String>> reading) {
        Map<String, Long> gone = new HashMap<>();
        turns.forEach((member, turn) -> gone.put(member, turn.get()));
        gone.values().removeIf(turn -> turn % 2 == 0);
        Set<String> found = reading.get();
        if (found == null) {
            return;
        }
        gone.forEach((member, turn) -> {
            if (turns.get(member).get() == turn) {
                held.computeIfAbsent(name, any -> new AtomicLong()).incrementAndGet();
                if (found.contains(member)) {
                    uses.add(name + " has " + member + ", who withdrew for the " + (turn + 1) / 2 + ". time");
                }
            }
        });
    }

    /** What was read of whom after he had withdrawn. */
    Set<String> uses() {
        return uses;
    }

    /** How often each reading was held to somebody's having withdrawn. */
    Map<String, AtomicLong> held() {
        return held;
    }

    long withdrawals() {
        return withdrawals.get();
    }

    @Override
    public String toString() {
        return withdrawals + " withdrawals; held to somebody's: " + held;
    }

    /** Null unless it was answered. */
    static Set<String> answered(Response answer, Function<Response, Stream<String>> ids) {
        return answer.statusCode() == 429 || answer.statusCode() == 503
                ? null
                : ids.apply(answer.statusCode(200)).collect(Collectors.toSet());
    }
}
