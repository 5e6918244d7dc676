package dev.shuke.platform.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shuke.localstack.LocalStack;
import dev.shuke.localstack.Poll;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/** Hears every command that anybody sends to Redis. */
public final class RedisTap implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Socket socket;
    private final StringBuffer heard = new StringBuffer();

    private RedisTap(Socket socket) {
        this.socket = socket;
        Thread.ofVirtual().start(this::listen);
    }

    public static RedisTap open() {
        URI url = URI.create(LocalStack.forTests().environment().get("SHUKE_REDIS_URL"));
        try {
            Socket socket = new Socket(url.getHost(), url.getPort());
            String login = url.getUserInfo() == null
                    ? ""
                    : "AUTH " + url.getUserInfo().substring(url.getUserInfo().indexOf(':') + 1) + "\r\n";
            socket.getOutputStream().write((login + "MONITOR\r\n").getBytes(UTF_8));
            return new RedisTap(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        byte[] bytes = new byte[8_192];
        try {
            InputStream in = socket.getInputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                heard.append(new String(bytes, 0, read, UTF_8));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    /** Everything until a last call of the API has been heard: Redis tells in order. */
    public String heardAfter(Consumer<String> call) {
        int before = heard.length();
        call.accept("/v1/stores");
        Poll.until("Redis tells of the last call", LIMIT, () -> heard.length() > before);
        return heard.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
