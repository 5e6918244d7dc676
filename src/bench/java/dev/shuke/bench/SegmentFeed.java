package dev.shuke.bench;

import dev.shuke.localstack.ScratchStack;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reads who entered a segment behind the last change it knows, again and again, and notes when it could see him. */
final class SegmentFeed implements AutoCloseable {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);
    private static final String CHANGES = """
            select seq, member_id, entered from segment_change where tenant_id = ? and segment_id = ? and seq > ? order by seq
            """;

    private final ScratchStack stack;
    private final UUID tenant;
    private final UUID segment;
    private final Map<UUID, Instant> seen = new ConcurrentHashMap<>();
    private final Thread reader;
    private volatile boolean done;
    private long last;

    /** @param segment whose changes so far are of no account */
    SegmentFeed(ScratchStack stack, UUID tenant, String segment) {
        this.stack = stack;
        this.tenant = tenant;
        this.segment = UUID.fromString(segment);
        this.reader = Thread.ofPlatform().start(this::read);
    }

    private void read() {
        try (var connection = stack.connect(Databases.MAIN, "postgres");
                var statement = connection.prepareStatement(CHANGES)) {
            statement.setObject(1, tenant);
            statement.setObject(2, segment);
            while (!done) {
                look(statement);
                LockSupport.parkNanos(PAUSE);
            }
            look(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void look(PreparedStatement statement) throws SQLException {
        statement.setLong(3, last);
        try (var rows = statement.executeQuery()) {
            Instant now = Instant.now();
            while (rows.next()) {
                last = rows.getLong(1);
                if (rows.getBoolean(3)) {
                    seen.putIfAbsent(rows.getObject(2, UUID.class), now);
                }
            }
        }
    }

    /** By member, when his entering could be read; to be asked behind {@link #close}. */
    Map<UUID, Instant> seen() {
        return seen;
    }

    @Override
    public void close() {
        done = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
