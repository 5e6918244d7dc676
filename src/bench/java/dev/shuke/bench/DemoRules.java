package dev.shuke.bench;

import dev.shuke.bench.Report.Other;
import dev.shuke.demo.DemoConsents;
import dev.shuke.demo.DemoEvents;
import dev.shuke.demo.OnlineRetail;
import dev.shuke.demo.OnlineRetail.Invoice;
import dev.shuke.localstack.Progress;
import dev.shuke.localstack.ScratchStack;
import dev.shuke.localstack.ScratchStack.RunningApp;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What it costs to count those who consent, among the demo merchant's members as {@code ./shuke up} has them. */
final class DemoRules {
    private static final String SLUG = "demo";
    private static final int BATCH = 500;
    private static final int POLL_MILLIS = 100;
    private static final String UNIT = "ms of CPU";
    private static final double MILLIS = 1_000;

    private final ScratchStack stack;
    private final RunningApp app;
    private final BenchOptions options;
    private final Progress progress;

    DemoRules(ScratchStack stack, RunningApp app, BenchOptions options, Progress progress) {
        this.stack = stack;
        this.app = app;
        this.options = options;
        this.progress = progress;
    }

    List<Other> measure() {
        UUID tenant = UUID.randomUUID();
        Crowd.enter(stack, tenant, SLUG, DemoEvents.ZONE.getId(), "GBP");
        OnlineRetail data = OnlineRetail.read();
        var merchant = new LargeMerchant(tenant, SLUG, data.customers().size());
        try (var caller = new LargeCaller(app.port(), merchant)) {
            load(caller, data);
        }
        new Databases(stack).tidy();
        progress.say("counting");
        try (var caller = new LargeCaller(app.port(), merchant)) {
            return measure(caller, data.customers().size());
        }
    }

    private void load(LargeCaller caller, OnlineRetail data) {
        long days = DemoEvents.endingBefore(LocalDate.now(DemoEvents.ZONE)).days();
        var events = new DemoEvents(days);
        Set<String> rest = new HashSet<>(data.customers());
        for (int from = 0; from < data.invoices().size(); from += BATCH) {
            List<Invoice> batch = data.invoices()
                    .subList(from, Math.min(from + BATCH, data.invoices().size()));
            caller.send("POST", "/v1/events", events.batch(batch).toString());
            batch.forEach(invoice -> rest.remove(invoice.customer()));
            progress.say("sending " + (from + batch.size()) + "/" + data.invoices().size() + " orders and refunds");
        }
        rest.forEach(customer -> caller.send(
                "POST", "/v1/members", "{\"identities\":[{\"kind\":\"card\",\"value\":\"" + customer + "\"}]}"));
        progress.say("sending consents");
        importConsents(
                caller, new DemoConsents(days).lines(data.customers()).toList());
    }

    private static void importConsents(LargeCaller caller, List<String> lines) {
        String job = LargeCaller.id(caller.sendLines("/v1/imports?kind=consents", String.join("\n", lines)));
        String answer = caller.send("GET", "/v1/jobs/" + job, null);
        while (!answer.contains("\"endedAt\"")) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
            answer = caller.send("GET", "/v1/jobs/" + job, null);
        }
        if (!answer.contains("\"succeeded\"")) {
            throw new IllegalStateException(answer);
        }
    }

    /** In short turns, one after the other: whatever else the machine does falls on both. */
    private List<Other> measure(LargeCaller caller, int members) {
        int rounds = options.quick() ? 10 : 60;
        int turns = options.quick() ? 20 : 100;
        List<Double> seconds = Turns.postgresSeconds(
                new Processes(app.pid(), stack.postmasterPid()),
                rounds,
                turns,
                List.of(
                        () -> caller.preview(LargeRules.METRIC),
                        () -> caller.preview(LargeRules.METRIC, "marketing.personalised")));
        String counted = "count over the demo's " + members + ", metrics alone, of PostgreSQL";
        return List.of(
                new Other(counted, UNIT, MILLIS * seconds.get(0), null),
                new Other("the same of those who consent", UNIT, MILLIS * seconds.get(1), null),
                new Other("  ratio", "x", seconds.get(1) / seconds.get(0), 1.15));
    }
}
