package dev.shuke.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.shuke.crash.LedgerWrite.Call;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The public API as one caller sees it. */
final class Api {
    static final ObjectMapper JSON = new ObjectMapper();
    /** Longer than anything may take: a call that gets no answer must have lost its connection. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final String url;
    private final String token;
    private final Duration patience;

    Api(String url, String token) {
        this(url, token, PATIENCE);
    }

    Api(String url, String token, Duration patience) {
        this.url = url;
        this.token = token;
        this.patience = patience;
    }

    /** @param body missing node unless it is JSON */
    record Answer(int status, JsonNode body, String etag) {
        boolean ok() {
            return status / 100 == 2;
        }

        String code() {
            return status + " " + body.path("code").asText();
        }
    }

    /** Nothing came back, or not what is needed to go on. */
    static final class NoAnswer extends Exception {
        static final int STATUS = 0;
        private static final long serialVersionUID = 1;
        private final int status;

        NoAnswer(int status, String what) {
            super(what);
            this.status = status;
        }

        /** {@link #STATUS} when nothing came back. */
        int status() {
            return status;
        }
    }

    Answer get(String path) throws NoAnswer {
        return send(new Call("GET", path, null), null);
    }

    /** @param key the Idempotency-Key, the same for each sending of the same call; or null */
    Answer send(Call call, String key) throws NoAnswer {
        return send(call, key, null);
    }

    Answer send(Call call, String key, String ifMatch) throws NoAnswer {
        var request = HttpRequest.newBuilder(URI.create(url + call.path()))
                .timeout(patience)
                .header("Authorization", "Bearer " + token);
        if (key != null && call.method().equals("POST")) {
            request.header("Idempotency-Key", key);
        }
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        if (call.body() == null) {
            return send(request.method(call.method(), BodyPublishers.noBody()).build());
        }
        return send(request.header("Content-Type", "application/json")
                .method(call.method(), BodyPublishers.ofString(call.body()))
                .build());
    }

    private Answer send(HttpRequest request) throws NoAnswer {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    parse(response.body()),
                    response.headers().firstValue("ETag").orElse(null));
        } catch (IOException e) {
            throw new NoAnswer(NoAnswer.STATUS, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer(NoAnswer.STATUS, e.toString());
        }
    }

    private static JsonNode parse(String body) throws IOException {
        return body.startsWith("{") || body.startsWith("[") ? JSON.readTree(body) : MissingNode.getInstance();
    }
}
