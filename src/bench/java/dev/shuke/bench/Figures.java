package dev.shuke.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.shuke.bench.Clients.Client;
import dev.shuke.bench.Clients.Cycle;
import dev.shuke.bench.Figure.Counted;
import dev.shuke.localstack.ScratchStack;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What is measured. */
final class Figures {
    /** An authenticated endpoint that does nothing. */
    static final String WHOAMI = "whoami, to a 404";

    /** At least 0.7 times as many calls for the same CPU time. */
    private static final double MOST_OF_ASSIGN = 1 / 0.7;

    private static final int PREPARED = 2_000;
    private static final int FILE = 5_000;
    private static final int POLL_MILLIS = 25;
    private static final Pattern JOB = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final ScratchStack stack;
    private final String database;
    private final int port;
    private final Crowd crowd;
    private final Statements statements;
    private final AtomicInteger clients = new AtomicInteger();

    Figures(ScratchStack stack, String database, int port, Crowd crowd) {
        this.stack = stack;
        this.database = database;
        this.port = port;
        this.crowd = crowd;
        this.statements = new Statements(crowd);
    }

    List<Figure> all() {
        return List.of(
                new Figure("GET member", 1, Counted.ALL, 4.0, get(), sql(statements::find)),
                new Figure("lookup by phone", 1, Counted.ALL, 4.5, lookup(), sql(statements::lookup)),
                new Figure("assign, against GET member", 1, Counted.BOTH, MOST_OF_ASSIGN, each(this::assign), get()),
                new Figure("list 50 members", 10, Counted.ALL, null, each(_ -> list()), sql(statements::list)),
                new Figure("upsert, known", 1, Counted.ALL, null, each(this::upsert), sql(statements::upsert)),
                new Figure(WHOAMI, 1, Counted.API, null, each(_ -> whoami()), nowhere()),
                preview("preview, attributes", Statements.ATTRIBUTES),
                preview("preview, orders in 90 days", Statements.ORDERS),
                preview("preview, nested with items", Statements.NESTED),
                ingest(1, null),
                ingest(10, null),
                ingest(500, 2.0),
                new Figure("ingest 500, new members", 500, Counted.POSTGRES, null, fresh(this::strangers), copy(500)),
                new Figure(
                        "import " + FILE + " members", FILE, Counted.POSTGRES, null, this::files, this::copyMembers));
    }

    private Figure ingest(int size, Double limit) {
        return new Figure("ingest " + size, size, Counted.POSTGRES, limit, batches(size), copy(size));
    }

    private Figure preview(String name, String rule) {
        return new Figure(
                name,
                10,
                Counted.ALL,
                null,
                each(_ -> request("/v1/segments/preview", Statements.previewBody(rule))),
                sql(_ -> List.of(statements.preview(rule))));
    }

    Supplier<Client> get() {
        return each(this::get);
    }

    Supplier<Client> lookup() {
        return each(this::lookup);
    }

    /** Batches of events of known members, each sent once. */
    Supplier<Client> batches(int size) {
        return fresh(() -> batch(size));
    }

    private byte[] get(int member) {
        return HttpConnection.request("GET", "/v1/members/" + member(member), crowd.token(), null);
    }

    private byte[] lookup(int member) {
        return request("/v1/members/lookup", "{\"kind\":\"phone\",\"value\":\"" + Crowd.phone(person(member)) + "\"}");
    }

    private byte[] assign(int member) {
        return request(
                "/v1/experiments/assign",
                "{\"unit\":{\"kind\":\"member\",\"id\":\"" + member(member) + "\"},\"experiments\":[\""
                        + Crowd.EXPERIMENT + "\"]}");
    }

    private byte[] list() {
        return HttpConnection.request("GET", "/v1/members?limit=50", crowd.token(), null);
    }

    private byte[] whoami() {
        return HttpConnection.request("GET", "/v1/whoami", crowd.token(), null);
    }

    /** Answered before anybody asks for a token. */
    private Supplier<Client> nowhere() {
        byte[] request = HttpConnection.request("GET", "/v1/nowhere", null, null);
        return () -> {
            var connection = new HttpConnection(port);
            return new Client(
                    () -> {
                        if (connection.exchange(request) != 404) {
                            throw new IllegalStateException(connection.body());
                        }
                    },
                    connection);
        };
    }

    private byte[] upsert(int member) {
        return request("/v1/members", Crowd.json(person(member)));
    }

    private byte[] batch(int size) {
        return request(
                "/v1/events",
                Crowd.events(size, crowd.members().size()).stream()
                        .map(event -> event.json("phone", Crowd.phone(event.member())))
                        .collect(joining(",", "[", "]")));
    }

    private byte[] strangers() {
        return request(
                "/v1/events",
                Crowd.events(500, crowd.members().size()).stream()
                        .map(event -> event.json("device", "d" + event.sourceId()))
                        .collect(joining(",", "[", "]")));
    }

    private byte[] request(String path, String body) {
        return HttpConnection.request("POST", path, crowd.token(), body);
    }

    private String member(int n) {
        return crowd.members().get(person(n));
    }

    private int person(int n) {
        return Math.floorMod(n * 7919, crowd.members().size());
    }

    /** Requests made beforehand, again and again. */
    private Supplier<Client> each(Function<Integer, byte[]> request) {
        List<byte[]> requests =
                IntStream.range(0, PREPARED).boxed().map(request).toList();
        return () -> {
            var connection = new HttpConnection(port);
            var cycle = new Cycle<>(requests, clients.incrementAndGet());
            return new Client(() -> connection.send(cycle.next()), connection);
        };
    }

    /** Requests of which each is sent once. */
    private Supplier<Client> fresh(Supplier<byte[]> request) {
        return () -> {
            var connection = new HttpConnection(port);
            return new Client(
                    () -> {
                        String answer = connection.send(request.get());
                        if (!answer.contains("\"rejected\":[]")) {
                            throw new IllegalStateException(answer);
                        }
                    },
                    connection);
        };
    }

    private Supplier<Client> sql(Function<Integer, List<List<PgConnection.Call>>> flights) {
        List<List<List<PgConnection.Call>>> prepared = IntStream.range(0, PREPARED)
                .boxed()
                .map(n -> flights.apply(person(n)))
                .toList();
        return () -> {
            var connection = connect("shuke_app");
            var cycle = new Cycle<>(prepared, clients.incrementAndGet());
            return new Client(() -> cycle.next().forEach(connection::flight), connection);
        };
    }

    private Supplier<Client> copy(int size) {
        return () -> {
            var connection = connect("postgres");
            return new Client(() -> copy(connection, size), connection);
        };
    }

    private void copy(PgConnection connection, int size) {
        var rows = new SampleEvent.Rows();
        SampleEvent.copy(
                crowd.tenant().toString(), Crowd.events(size, crowd.members().size()), crowd.members(), rows);
        connection.flight(List.of(new PgConnection.Call("begin")));
        connection.copyIn(SampleEvent.COPY_EVENTS, rows.events.toString().getBytes(UTF_8));
        connection.copyIn(SampleEvent.COPY_ITEMS, rows.items.toString().getBytes(UTF_8));
        connection.flight(List.of(new PgConnection.Call("commit")));
    }

    /** A file of people nobody knows, sent and waited for. */
    private Client files() {
        var connection = new HttpConnection(port);
        return new Client(() -> sendFile(connection), connection);
    }

    private void sendFile(HttpConnection connection) {
        String file = IntStream.range(0, FILE)
                .mapToObj(_ -> SampleMember.next().json())
                .collect(joining());
        Matcher job = JOB.matcher(connection.send(HttpConnection.request(
                "POST", "/v1/imports?kind=members", crowd.token(), "application/x-ndjson", file)));
        if (!job.find()) {
            throw new IllegalStateException("no job");
        }
        byte[] ask = HttpConnection.request("GET", "/v1/jobs/" + job.group(1), crowd.token(), null);
        String answer = connection.send(ask);
        while (!answer.contains("\"endedAt\"")) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
            answer = connection.send(ask);
        }
        if (!answer.contains("\"succeeded\"") || !answer.contains("\"rejected\":0")) {
            throw new IllegalStateException(answer);
        }
    }

    private Client copyMembers() {
        var connection = connect("postgres");
        return new Client(() -> copyMembers(connection), connection);
    }

    private void copyMembers(PgConnection connection) {
        var rows = new SampleMember.Rows();
        IntStream.range(0, FILE)
                .forEach(_ -> SampleMember.next().copy(crowd.tenant().toString(), rows));
        connection.flight(List.of(new PgConnection.Call("begin")));
        connection.copyIn(SampleMember.COPY_MEMBERS, rows.members.toString().getBytes(UTF_8));
        connection.copyIn(
                SampleMember.COPY_IDENTITIES, rows.identities.toString().getBytes(UTF_8));
        connection.copyIn(SampleMember.COPY_METRICS, rows.metrics.toString().getBytes(UTF_8));
        connection.flight(List.of(new PgConnection.Call("commit")));
    }

    private PgConnection connect(String role) {
        return new PgConnection(stack.postgresPort(), database, role, stack.password(role));
    }
}
