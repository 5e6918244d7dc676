package dev.shuke.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Messages of PostgreSQL's wire protocol, version 3, on their way out. */
final class PgMessages {
    private static final int PROTOCOL = 196_608;
    private static final short BINARY = 1;

    private ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

    /** What was written so far, to be sent. */
    ByteArrayOutputStream take() {
        ByteArrayOutputStream taken = bytes;
        bytes = new ByteArrayOutputStream(1024);
        return taken;
    }

    /** Gives back what was taken. */
    void put(ByteArrayOutputStream taken) {
        bytes = taken;
    }

    void startup(String role, String database) {
        var content = new Content().number(PROTOCOL);
        content.text("user").text(role).text("database").text(database).raw(new byte[1]);
        bytes.writeBytes(content.withLength());
    }

    void saslInitial(String mechanism, String message) {
        byte[] initial = message.getBytes(UTF_8);
        send('p', new Content().text(mechanism).number(initial.length).raw(initial));
    }

    void saslResponse(String message) {
        send('p', new Content().raw(message.getBytes(UTF_8)));
    }

    /** Parse, Sync. */
    void parse(String name, String sql) {
        send('P', new Content().text(name).text(sql).shortNumber(0));
        sync();
    }

    /** Bind, Execute, Sync: arguments as text, results in binary. */
    void execute(String name, Object... arguments) {
        var bind = new Content().text("").text(name).shortNumber(0).shortNumber(arguments.length);
        for (Object argument : arguments) {
            if (argument == null) {
                bind.number(-1);
            } else {
                byte[] value = argument.toString().getBytes(UTF_8);
                bind.number(value.length).raw(value);
            }
        }
        send('B', bind.shortNumber(1).shortNumber(BINARY));
        send('E', new Content().text("").number(0));
        sync();
    }

    void query(String sql) {
        send('Q', new Content().text(sql));
    }

    void copyData(byte[] rows) {
        send('d', new Content().raw(rows));
        send('c', new Content());
    }

    private void sync() {
        send('S', new Content());
    }

    private void send(char type, Content content) {
        bytes.write(type);
        bytes.writeBytes(content.withLength());
    }

    private static final class Content {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Content text(String value) {
            bytes.writeBytes(value.getBytes(UTF_8));
            bytes.write(0);
            return this;
        }

        Content number(int value) {
            return raw(ByteBuffer.allocate(4).putInt(value).array());
        }

        Content shortNumber(int value) {
            return raw(ByteBuffer.allocate(2).putShort((short) value).array());
        }

        Content raw(byte[] value) {
            bytes.writeBytes(value);
            return this;
        }

        byte[] withLength() {
            return ByteBuffer.allocate(4 + bytes.size())
                    .putInt(4 + bytes.size())
                    .put(bytes.toByteArray())
                    .array();
        }
    }
}
