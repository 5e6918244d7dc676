package dev.shuke.bench;

import static java.util.stream.Collectors.joining;

import dev.shuke.bench.Report.Other;
import dev.shuke.localstack.Progress;
import dev.shuke.localstack.ScratchStack;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What it costs that segments follow what happens, and how fast they do. */
final class Following {
    private static final int SEGMENTS = 20;
    private static final int BATCH = 500;
    private static final double MOST_TIMES = 2;
    private static final double MOST_SECONDS = 2;
    private static final int EVENTS_A_SECOND = 2_000;
    private static final int STEPS_A_SECOND = 10;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long READY_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final ScratchStack stack;
    private final int port;
    private final Crowd crowd;
    private final Processes processes;
    private final BenchOptions options;
    private final Progress progress;

    Following(
            ScratchStack stack, int port, Crowd crowd, Processes processes, BenchOptions options, Progress progress) {
        this.stack = stack;
        this.port = port;
        this.crowd = crowd;
        this.processes = processes;
        this.options = options;
        this.progress = progress;
    }

    /** @param figures of the crowd */
    List<Other> measure(Figures figures) {
        progress.say("ingest with " + SEGMENTS + " segments that follow");
        double without = microsAnEvent(figures);
        List<String> segments = IntStream.range(0, SEGMENTS).mapToObj(this::create).toList();
        double with = microsAnEvent(figures);
        progress.say("how soon members enter");
        Map<String, Instant> answered = new HashMap<>();
        var feed = new SegmentFeed(stack, crowd.tenant(), segments.getFirst());
        double rate;
        try (feed) {
            rate = send(answered);
            awaitFollowed();
        }
        double[] lags = lags(feed.seen(), answered);
        return List.of(
                new Other("ingest 500, nobody follows", "µs of CPU an event", without, null),
                new Other("ingest 500, " + SEGMENTS + " segments follow", "µs of CPU an event", with, null),
                new Other("ratio", "x", with / without, MOST_TIMES),
                new Other("events a second meanwhile", "", rate, null),
                new Other("from the answer to entered, median", "s", lags[lags.length / 2], null),
                new Other("from the answer to entered, p99", "s", lags[lags.length * 99 / 100], MOST_SECONDS));
    }

    /** All that follows from it included. */
    private double microsAnEvent(Figures figures) {
        try (var clients = new Clients(processes, options.clients(), figures.batches(BATCH))) {
            clients.warmUp(options.warmUpCalls() / BATCH, options.warmUp());
            awaitFollowed();
            Processes.Usage before = processes.usage();
            int calls = 0;
            for (int round = 0; round < options.rounds(); round++) {
                calls += clients.run(options.round()).calls();
            }
            awaitFollowed();
            Processes.Usage used = processes.usage().minus(before);
            return (used.api() + used.postgres()) / 1e3 / calls / BATCH;
        }
    }

    private String create(int number) {
        Matcher id = ID.matcher(send("POST", "/v1/segments", """
                {"key":"s-%d","name":"S","purpose":"service","kind":"dynamic","rule":%s}""".formatted(number, rule(number))));
        if (!id.find()) {
            throw new IllegalStateException("no segment");
        }
        awaitReady(id.group(1));
        return id.group(1);
    }

    /** The first is that of whoever has just bought. */
    private static String rule(int number) {
        int days = List.of(30, 7, 90, 180).get(number / 5);
        return switch (number % 5) {
            case 0 ->
                """
                {"type":"event","event":"order.paid","within":{"days":%d},"op":"gte","value":1}""".formatted(days);
            case 1 ->
                """
                {"type":"event","event":"order.paid","within":{"days":%d},"aggregate":{"fn":"sum","field":"amount"},
                 "op":"gte","value":5000}""".formatted(days);
            case 2 ->
                """
                {"type":"all","of":[{"type":"attribute","attribute":"city","op":"eq","value":"Shanghai"},
                 {"type":"event","event":"store.visited","within":{"days":%d},"op":"none"}]}""".formatted(days);
            case 3 ->
                """
                {"type":"metric","metric":"frequency","op":"gte","value":%d}""".formatted(days);
            default ->
                """
                {"type":"event","event":"order.paid","within":{"days":%d},
                 "where":[{"field":"items.category","op":"in","value":["lights/3"]}],"op":"gte","value":1}""".formatted(days);
        };
    }

    /** One behind the other: to fill several at once in a large merchant would take longer than a statement may. */
    private void awaitReady(String segment) {
        long limit = System.nanoTime() + READY_NANOS;
        while (!send("GET", "/v1/segments/" + segment, null).contains("\"state\":\"ready\"")) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("a segment does not become ready");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private String send(String method, String path, String body) {
        try (var connection = new HttpConnection(port)) {
            return connection.send(HttpConnection.request(method, path, crowd.token(), body));
        }
    }

    /**
     * Events of known members at an even rate, and with each batch an order of somebody new.
     *
     * @param answered when the order of each was acknowledged
     * @return how many events a second it came to
     */
    private double send(Map<String, Instant> answered) {
        Duration time = options.round().multipliedBy(options.rounds());
        long start = System.nanoTime();
        int size = EVENTS_A_SECOND / STEPS_A_SECOND;
        int steps = (int) (time.toMillis() * STEPS_A_SECOND / 1_000);
        try (var connection = new HttpConnection(port)) {
            for (int step = 0; step < steps; step++) {
                String name = "new-" + step;
                String rest = Crowd.events(size - 1, crowd.members().size()).stream()
                        .map(event -> event.json("phone", Crowd.phone(event.member())))
                        .collect(joining(","));
                connection.send(HttpConnection.request(
                        "POST", "/v1/events", crowd.token(), "[" + order(name) + "," + rest + "]"));
                answered.put(name, Instant.now());
                long next = start + TimeUnit.SECONDS.toNanos(step + 1) / STEPS_A_SECOND;
                LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
            }
        }
        return (double) steps * size * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - start);
    }

    private static String order(String name) {
        return """
                {"type":"order.paid","source":"probe","sourceId":"%s","occurredAt":"%s",
                 "member":{"kind":"device","value":"%s"},"amount":{"amount":100,"currency":"CNY"}}""".formatted(
                name, Instant.now(), name);
    }

    private void awaitFollowed() {
        try (var connection = stack.connect(Databases.MAIN, "postgres");
                var statement = connection.prepareStatement("select not exists (select from member_touch)")) {
            boolean done = false;
            while (!done) {
                LockSupport.parkNanos(POLL_NANOS);
                try (var answer = statement.executeQuery()) {
                    done = answer.next() && answer.getBoolean(1);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In seconds, ascending; 0 for who could be seen to have entered when the answer came. */
    private double[] lags(Map<UUID, Instant> seen, Map<String, Instant> answered) {
        try (var connection = stack.connect(Databases.MAIN, "postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select source_id, member_id from event where tenant_id = '"
                        + crowd.tenant() + "' and source = 'probe'")) {
            List<Double> lags = new ArrayList<>();
            while (rows.next()) {
                Instant entered = seen.get(rows.getObject(2, UUID.class));
                if (entered == null) {
                    throw new IllegalStateException("somebody has not entered");
                }
                Duration lag = Duration.between(answered.get(rows.getString(1)), entered);
                lags.add(Math.max(0, lag.toNanos() / 1e9));
            }
            return lags.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
