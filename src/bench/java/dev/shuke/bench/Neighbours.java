package dev.shuke.bench;

import dev.shuke.bench.Report.Other;
import dev.shuke.localstack.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** What one merchant's calls wait for while another asks rules that read much, without a pause. */
final class Neighbours {
    private static final int CALLS_A_SECOND = 50;
    private static final int SECONDS = 20;
    private static final int MEMBERS = 100;
    private static final double MOST_MILLIS = 50;

    private final int port;
    private final Progress progress;

    Neighbours(int port, Progress progress) {
        this.port = port;
        this.progress = progress;
    }

    List<Other> measure(LargeMerchant few, LargeMerchant many) {
        progress.say("a merchant beside another that asks much");
        List<String> members = members(few);
        double[] alone = millis(few, members);
        List<Other> all = new ArrayList<>();
        all.add(new Other("GET member at 50/s, p99", "ms", p99(alone), null));
        for (int callers : List.of(1, 4)) {
            double[] beside = beside(callers, few, many, members);
            String name = "  beside " + callers + " of another merchant with heavy rules";
            all.add(new Other(name + ", p50", "ms", beside[beside.length / 2], null));
            all.add(new Other(name + ", p99", "ms", p99(beside), MOST_MILLIS));
        }
        return all;
    }

    private double[] beside(int callers, LargeMerchant few, LargeMerchant many, List<String> members) {
        var asking = new AtomicBoolean(true);
        try (var threads = Executors.newFixedThreadPool(callers)) {
            IntStream.range(0, callers).forEach(_ -> threads.submit(() -> ask(many, asking)));
            try {
                return millis(few, members);
            } finally {
                asking.set(false);
            }
        }
    }

    private Void ask(LargeMerchant merchant, AtomicBoolean asking) {
        try (var caller = new LargeCaller(port, merchant)) {
            while (asking.get()) {
                caller.preview(LargeRules.TAGGED);
            }
        }
        return null;
    }

    /** In ascending order, each from when it was due: who waits for the call before waits all the same. */
    private double[] millis(LargeMerchant merchant, List<String> members) {
        double[] millis = new double[CALLS_A_SECOND * SECONDS];
        try (var caller = new LargeCaller(port, merchant)) {
            long due = System.nanoTime();
            for (int call = 0; call < millis.length; call++) {
                due += Duration.ofSeconds(1).toNanos() / CALLS_A_SECOND;
                LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
                caller.send("GET", "/v1/members/" + members.get(call % members.size()), null);
                millis[call] = (System.nanoTime() - due) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis;
    }

    private static double p99(double[] ascending) {
        return ascending[ascending.length * 99 / 100];
    }

    /** Made by the API: those that {@link LargeMerchant} writes have no keys of their own, which a reader would need. */
    private List<String> members(LargeMerchant merchant) {
        try (var caller = new LargeCaller(port, merchant)) {
            return IntStream.range(0, MEMBERS)
                    .mapToObj(person -> LargeCaller.id(caller.send("POST", "/v1/members", Crowd.json(person))))
                    .toList();
        }
    }
}
