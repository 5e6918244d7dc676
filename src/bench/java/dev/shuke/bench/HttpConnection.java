package dev.shuke.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kept-alive connection that sends requests made beforehand. A full HTTP client would take, on the same machine, as
 * much CPU as the server that is measured.
 */
final class HttpConnection implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("content-length: *([0-9]+)");
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(ISO_8859_1);
    private static final int IN_CHUNKS = -1;
    private static final int NO_CONTENT = 204;

    private final Socket socket;
    private final InputStream in;
    private byte[] buffer = new byte[64 * 1024];
    private int headEnd;
    private int length;
    private int filled;

    HttpConnection(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            in = socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of a request; {@code token} and {@code body} may be null. */
    static byte[] request(String method, String path, String token, String body) {
        return request(method, path, token, "application/json", body);
    }

    static byte[] request(String method, String path, String token, String type, String body) {
        byte[] content = body == null ? new byte[0] : body.getBytes(UTF_8);
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        if (token != null) {
            head.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        if (body != null) {
            head.append("Content-Type: ")
                    .append(type)
                    .append("\r\nContent-Length: ")
                    .append(content.length)
                    .append("\r\n");
        }
        var bytes = new ByteArrayOutputStream(head.length() + content.length + 2);
        bytes.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }

    /** @throws IllegalStateException unless the answer is a success */
    String send(byte[] request) {
        int status = exchange(request);
        if (status >= 300) {
            throw new IllegalStateException("answered " + status + " " + body());
        }
        return body();
    }

    /** The status; the answer's body is {@link #body} until the next call. */
    int exchange(byte[] request) {
        try {
            socket.getOutputStream().write(request);
            filled = 0;
            headEnd = -1;
            do {
                fill();
            } while (!complete());
            return status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int status() {
        return Integer.parseInt(new String(buffer, 9, 3, ISO_8859_1));
    }

    String body() {
        return new String(buffer, headEnd, filled - headEnd, UTF_8);
    }

    private void fill() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * filled);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new IOException("the server hung up");
        }
        filled += read;
    }

    private int endOfHead() {
        for (int i = 3; i < filled; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private boolean complete() {
        if (headEnd < 0) {
            headEnd = endOfHead();
            length = headEnd < 0 ? 0 : length();
        }
        return headEnd > 0 && (length == IN_CHUNKS ? endsWithLastChunk() : filled >= headEnd + length);
    }

    private int length() {
        if (status() == NO_CONTENT) {
            return 0;
        }
        Matcher told = LENGTH.matcher(new String(buffer, 0, headEnd, ISO_8859_1).toLowerCase(Locale.ROOT));
        return told.find() ? Integer.parseInt(told.group(1)) : IN_CHUNKS;
    }

    private boolean endsWithLastChunk() {
        return filled - headEnd >= LAST_CHUNK.length
                && Arrays.equals(buffer, filled - LAST_CHUNK.length, filled, LAST_CHUNK, 0, LAST_CHUNK.length);
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
