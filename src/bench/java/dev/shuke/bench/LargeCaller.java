package dev.shuke.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The owner of a large merchant, on a connection that stays open. */
final class LargeCaller implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final String READY = "\"state\":\"ready\"";
    private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

    private final HttpConnection connection;
    private final String token;

    LargeCaller(int port, LargeMerchant merchant) {
        connection = new HttpConnection(port);
        token = Crowd.ownerToken(merchant.slug());
    }

    /** @throws IllegalStateException unless the answer is a success */
    String send(String method, String path, String body) {
        return connection.send(HttpConnection.request(method, path, token, body));
    }

    /** A file of JSON, an object a line. */
    String sendLines(String path, String lines) {
        return connection.send(HttpConnection.request("POST", path, token, "application/x-ndjson", lines));
    }

    /** The status; {@link #body} is the answer. */
    int status(String method, String path, String body) {
        return connection.exchange(HttpConnection.request(method, path, token, body));
    }

    String body() {
        return connection.body();
    }

    void preview(String rule) {
        send("POST", "/v1/segments/preview", Statements.previewBody(rule));
    }

    /** Of those who gave their consent to a purpose. */
    void preview(String rule, String purpose) {
        send("POST", "/v1/segments/preview", Statements.previewBody(rule, purpose));
    }

    /** Makes a dynamic segment and returns its id when its members are stored. */
    String segment(String key, String rule) {
        String made = send("POST", "/v1/segments", """
                {"key":"%s","name":"S","purpose":"service","kind":"dynamic","rule":%s}""".formatted(key, rule));
        String id = id(made);
        while (!made.contains(READY)) {
            LockSupport.parkNanos(POLL_NANOS);
            made = send("GET", "/v1/segments/" + id, null);
        }
        return id;
    }

    /** Of what an answer shows. */
    static String id(String answer) {
        Matcher id = ID.matcher(answer);
        if (!id.find()) {
            throw new IllegalStateException("no id");
        }
        return id.group(1);
    }

    void delete(String segment) {
        send("DELETE", "/v1/segments/" + segment, null);
    }

    @Override
    public void close() {
        connection.close();
    }
}
