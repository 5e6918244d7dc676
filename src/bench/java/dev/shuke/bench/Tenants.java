package dev.shuke.bench;

import dev.shuke.localstack.Progress;
import dev.shuke.localstack.ScratchStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Whether one merchant's reads grow slower with the number of the others: two applications on two databases that differ
 * in nothing else, asked by turns.
 */
final class Tenants {
    static final int FEW = 10;
    static final int MANY = 10_000;
    private static final double P99 = 0.99;
    private static final int CLIENTS = 2;

    private final ScratchStack stack;
    private final BenchOptions options;
    private final Progress progress;

    Tenants(ScratchStack stack, BenchOptions options, Progress progress) {
        this.stack = stack;
        this.options = options;
        this.progress = progress;
    }

    List<Report.Other> measure(Crowd crowd, Map<String, String> settings) {
        progress.say("reads with " + FEW + " tenants and with " + MANY);
        try (var few = clients(Databases.FEW, crowd, settings);
                var many = clients(Databases.MANY, crowd, settings)) {
            few.warmUp(options.warmUpCalls(), options.warmUp());
            many.warmUp(options.warmUpCalls(), options.warmUp());
            List<Double> ratios = new ArrayList<>();
            List<Double> cpu = new ArrayList<>();
            for (int round = 0; round < 2 * options.rounds() + 1; round++) {
                Sample low = few.run(round());
                Sample high = many.run(round());
                ratios.add(high.percentile(P99) / low.percentile(P99));
                cpu.add((high.api() + high.postgres()) / (low.api() + low.postgres()));
            }
            return List.of(
                    new Report.Other("p99 of reads, 10,000 tenants to 10", "x", median(ratios), 1.2),
                    new Report.Other("CPU of reads, 10,000 tenants to 10", "x", median(cpu), null));
        }
    }

    private Clients clients(String database, Crowd crowd, Map<String, String> settings) {
        var app = stack.startApp(database, settings);
        var figures = new Figures(stack, database, app.port(), crowd);
        Supplier<Clients.Client> reads = () -> {
            Clients.Client get = figures.get().get();
            Clients.Client lookup = figures.lookup().get();
            return new Clients.Client(
                    () -> {
                        get.call().run();
                        lookup.call().run();
                    },
                    () -> {
                        get.close();
                        lookup.close();
                    });
        };
        return new Clients(new Processes(app.pid(), stack.postmasterPid()), CLIENTS, reads);
    }

    private Duration round() {
        return options.round().multipliedBy(2);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
