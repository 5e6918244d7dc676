package dev.shuke.bench;

import static java.util.stream.Collectors.toMap;

import dev.shuke.localstack.Progress;
import dev.shuke.localstack.ScratchStack;
import dev.shuke.localstack.ScratchStack.RunningApp;
import dev.shuke.testing.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code ./shuke bench}: ends with 1 when a ratio is above its limit. */
public final class Bench {
    /** Tokens are checked as in production, but that the key comes from here; the limit of calls is out of reach. */
    private static final Map<String, String> SETTINGS = Stream.concat(
                    Stream.of(Map.entry("shuke.limit.calls", "1000000000")), Tokens.settings().entrySet().stream())
            .collect(toMap(setting -> variable(setting.getKey()), Map.Entry::getValue));

    private final BenchOptions options;
    private final double load = Report.loadNow();
    private final Progress progress = Progress.console();

    private Bench(BenchOptions options) {
        this.options = options;
    }

    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.WARNING); // the libraries' own progress
        try {
            if (!Cpu.supported()) {
                throw new IllegalArgumentException(
                        "CPU time is read from /proc, which this system has not: run it on Linux");
            }
            Report report = new Bench(BenchOptions.parse(arguments)).run();
            report.print();
            report.write();
            System.exit(report.holds() ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println("shuke: " + e.getMessage());
            System.exit(2);
        }
    }

    private static String variable(String setting) {
        return setting.replaceAll("[^a-z]", "_").toUpperCase(Locale.ROOT);
    }

    private Report run() {
        try (var stack = ScratchStack.start()) {
            progress.say("starting PostgreSQL, Redis and Shuke on scratch data");
            var databases = new Databases(stack);
            databases.quiet();
            stack.migrate(progress);
            RunningApp app = stack.startApp(Databases.MAIN, SETTINGS);
            if (options.large()) {
                return report(List.of(), large(stack, app));
            }
            if (options.consent()) {
                return report(List.of(), new DemoRules(stack, app, options, progress).measure());
            }
            Crowd crowd = Crowd.fill(stack, app.port(), options, progress);
            if (options.tenants()) {
                progress.say("adding " + Tenants.MANY + " tenants");
                databases.addTenants(Databases.MAIN, "few", Tenants.FEW - 1);
                databases.copy(Databases.FEW);
                databases.copy(Databases.MANY);
                databases.addTenants(Databases.MANY, "many", Tenants.MANY - Tenants.FEW);
            }
            databases.tidy();
            List<Result> rows = figures(stack, app, crowd);
            List<Report.Other> others = new ArrayList<>(Report.tokenCheck(rows).toList());
            if (options.following()) {
                others.addAll(following(stack, app, crowd));
            }
            if (options.tenants()) {
                others.addAll(tenants(stack, app, crowd));
            }
            return report(rows, others);
        }
    }

    private List<Report.Other> large(ScratchStack stack, RunningApp app) {
        if (options.rows().isEmpty()) {
            return new Large(stack, app, progress).measure();
        }
        return options.asked("results")
                ? new LargeResults(stack, app, progress).measure()
                : new LargeFollowing(stack, app, options, progress).measure();
    }

    private Report report(List<Result> rows, List<Report.Other> others) {
        return new Report(Instant.now(), Runtime.getRuntime().availableProcessors(), load, rows, List.copyOf(others));
    }

    private List<Result> figures(ScratchStack stack, RunningApp app, Crowd crowd) {
        var processes = new Processes(app.pid(), stack.postmasterPid());
        return new Figures(stack, Databases.MAIN, app.port(), crowd)
                .all().stream()
                        .filter(figure -> options.asked(figure.name()))
                        .map(figure -> measure(figure, processes))
                        .toList();
    }

    private Result measure(Figure figure, Processes processes) {
        progress.say(figure.name());
        try (var floor = new Clients(processes, options.clients(), figure.floor());
                var endpoint = new Clients(processes, options.clients(), figure.endpoint())) {
            floor.warmUp(options.warmUpCalls() / figure.size(), options.warmUp().dividedBy(4));
            endpoint.warmUp(options.warmUpCalls() / figure.size(), options.warmUp());
            return Result.of(
                    figure,
                    IntStream.range(0, options.rounds())
                            .mapToObj(_ -> new Result.Round(floor.run(options.round()), endpoint.run(options.round())))
                            .toList());
        }
    }

    private List<Report.Other> following(ScratchStack stack, RunningApp app, Crowd crowd) {
        var processes = new Processes(app.pid(), stack.postmasterPid());
        return new Following(stack, app.port(), crowd, processes, options, progress)
                .measure(new Figures(stack, Databases.MAIN, app.port(), crowd));
    }

    private List<Report.Other> tenants(ScratchStack stack, RunningApp app, Crowd crowd) {
        stack.stop(app);
        return new Tenants(stack, options, progress).measure(crowd, SETTINGS);
    }
}
