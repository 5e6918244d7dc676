package dev.shuke.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A client of PostgreSQL as lean as pgbench, which the binaries here come without: statements are prepared once, and
 * then it only sends their arguments and skips over the rows.
 */
final class PgConnection implements AutoCloseable {
    /** A statement and its arguments, in the text format. */
    record Call(String sql, Object... arguments) {}

    private final Socket socket;
    private final DataInputStream in;
    private final Map<String, String> prepared = new HashMap<>();
    private final PgMessages out = new PgMessages();

    PgConnection(int port, String database, String role, String password) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
            out.startup(role, database);
            flush();
            authenticate(role, password);
            awaitReady(1);
        } catch (IOException | ScramException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends all of them at once, as the application's driver does, and waits for the last answer. */
    void flight(List<Call> calls) {
        try {
            for (Call call : calls) {
                String name = prepared.get(call.sql());
                if (name == null) {
                    name = prepare(call.sql());
                }
                out.execute(name, call.arguments());
            }
            flush();
            awaitReady(calls.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each in a flight of its own, as pgbench does. */
    void oneByOne(List<Call> calls) {
        calls.forEach(call -> flight(List.of(call)));
    }

    /** @param rows in COPY's text format */
    void copyIn(String sql, byte[] rows) {
        try {
            out.query(sql);
            out.copyData(rows);
            flush();
            awaitReady(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String prepare(String sql) throws IOException {
        ByteArrayOutputStream pending = out.take();
        String name = "s" + prepared.size();
        out.parse(name, sql);
        flush();
        awaitReady(1);
        prepared.put(sql, name);
        out.put(pending);
        return name;
    }

    private void flush() throws IOException {
        out.take().writeTo(socket.getOutputStream());
    }

    private void awaitReady(int times) throws IOException {
        int left = times;
        while (left > 0) {
            byte type = in.readByte();
            int length = in.readInt() - 4;
            if (type == 'E') {
                throw new IllegalStateException(new String(in.readNBytes(length), UTF_8).replace('\0', ' '));
            }
            in.skipNBytes(length);
            left -= type == 'Z' ? 1 : 0;
        }
    }

    private void authenticate(String role, String password) throws IOException, ScramException {
        readAuthentication();
        ScramClient scram = ScramClient.builder()
                .advertisedMechanisms(List.of("SCRAM-SHA-256"))
                .username(role)
                .password(password.toCharArray())
                .build();
        out.saslInitial("SCRAM-SHA-256", scram.clientFirstMessage().toString());
        flush();
        scram.serverFirstMessage(readAuthentication());
        out.saslResponse(scram.clientFinalMessage().toString());
        flush();
        scram.serverFinalMessage(readAuthentication());
    }

    private String readAuthentication() throws IOException {
        byte type = in.readByte();
        int length = in.readInt() - 4;
        byte[] content = in.readNBytes(length);
        if (type != 'R') {
            throw new IllegalStateException(new String(content, UTF_8).replace('\0', ' '));
        }
        return new String(content, 4, length - 4, UTF_8);
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
