package dev.shuke.badinput;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends calls without correcting them, and counts them. */
final class Wire {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final int port;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int sent;

    Wire(int port) {
        this.port = port;
    }

    int sent() {
        return sent;
    }

    Answer send(Call call) {
        sent++;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + call.target()))
                .timeout(PATIENCE)
                .method(call.method(), body(call));
        call.headers().forEach(request::header);
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException failed) {
            throw new AssertionError("no answer to " + call.method() + " " + call.target(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static BodyPublisher body(Call call) {
        if (call.body() == null) {
            return BodyPublishers.noBody();
        }
        return call.chunked()
                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(call.body()))
                : BodyPublishers.ofByteArray(call.body());
    }

    /** Sends bytes that no client library would, and returns all bytes that come back until the server closes. */
    String sendRaw(String text) {
        sent++;
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new AssertionError("no answer", failed);
        }
    }
}
