package dev.shuke.tenant;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between the application and Keycloak and fails on demand: from the n-th call on, either before the call has
 * reached Keycloak, or after it had its effect there and only the answer is lost. Steered over HTTP, because a test and
 * the resource that starts this live in different class loaders.
 */
final class FaultyKeycloak implements AutoCloseable {
    /** What becomes of the calls behind the healthy ones. */
    enum Fault {
        LOST_CALL,
        LOST_ANSWER
    }

    private static final Set<String> HOP_HEADERS =
            Set.of("connection", "content-length", "host", "transfer-encoding", "upgrade", "http2-settings");
    private static final int NONE = -1;

    static {
        // head and body leave in two packets; without this the second waits 40 ms for the first to be acknowledged
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final String target;
    private final HttpServer control;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile int healthyCalls = Integer.MAX_VALUE;
    private volatile Fault fault = Fault.LOST_CALL;
    private int port;
    private HttpServer proxy;

    private FaultyKeycloak(String target) throws IOException {
        this.target = target;
        this.control = server(0);
        control.createContext("/", this::steer);
        control.start();
    }

    static FaultyKeycloak before(String target) {
        try {
            FaultyKeycloak faulty = new FaultyKeycloak(target);
            faulty.listen();
            return faulty;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://localhost:" + port;
    }

    String controlUrl() {
        return "http://localhost:" + control.getAddress().getPort();
    }

    /** Ports: {@code /fail/n/FAULT}, {@code /heal}, {@code /calls}, {@code /down}, {@code /up}. */
    private void steer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        int seen = calls.get();
        switch (path[1]) {
            case "fail" -> {
                healthyCalls = Integer.parseInt(path[2]);
                fault = Fault.valueOf(path[3]);
                calls.set(0);
            }
            case "heal" -> {
                healthyCalls = Integer.MAX_VALUE;
                calls.set(0);
            }
            case "down" -> down();
            case "up" -> listen();
            default -> {}
        }
        byte[] answer = Integer.toString(seen).getBytes();
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    /** Nobody listens any more: connections are refused. */
    void down() {
        proxy.stop(0);
    }

    private void listen() throws IOException {
        proxy = server(port);
        port = proxy.getAddress().getPort();
        proxy.createContext("/", this::pass);
        proxy.start();
    }

    private void pass(HttpExchange exchange) throws IOException {
        boolean broken = calls.incrementAndGet() > healthyCalls;
        if (broken && fault == Fault.LOST_CALL) {
            cut(exchange);
            return;
        }
        HttpResponse<byte[]> answer = forward(exchange);
        if (broken) {
            cut(exchange);
            return;
        }
        answer.headers().map().forEach((name, values) -> {
            if (!HOP_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        int length = answer.body().length;
        exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? NONE : length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    /** Promises a body and sends none: the caller sees the connection end. */
    private static void cut(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, 1_000);
        exchange.close();
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        var request = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static HttpServer server(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        return server;
    }

    @Override
    public void close() {
        proxy.stop(0);
        control.stop(0);
    }
}
