package dev.shuke.testing;

import dev.shuke.localstack.Poll;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** For as long as it is open, nobody takes away what was noted of the tenant's members, and segments stay as they are. */
public final class HeldNotes implements AutoCloseable {
    private static Connection forGood;

    private final Connection connection;

    public HeldNotes(TestTenant tenant) {
        try {
            connection = TestTenant.connect("postgres");
            connection.setAutoCommit(false);
            hold(connection, "pg_advisory_xact_lock", tenant);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A tenant of which nothing changes by itself, with a note that stays. */
    public static synchronized void forGood(TestTenant tenant) {
        try {
            if (forGood == null) {
                forGood = TestTenant.connect("postgres");
            }
            hold(forGood, "pg_advisory_lock", tenant);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        tenant.sql(
                "insert into member_touch select tenant_id, gen_random_uuid(), '{member}', array_agg(member_id), null"
                        + " from member_metric where %T group by tenant_id");
    }

    /** Of which nothing changes by itself any more, once it has followed what was written so far. */
    public static void still(TestTenant tenant) {
        Poll.until(
                "segments' following",
                Duration.ofMinutes(1),
                () -> tenant.sql("select count(*) from member_touch where %T").equals(List.of("0")));
        tenant.sql("update segment_sweep set run_at = 'infinity' where %T");
        tenant.sql("delete from jobs.due where kind = 'segment.sweep' and %T");
    }

    private static void hold(Connection connection, String lock, TestTenant tenant) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select " + lock + "(hashtextextended('membership ' || '" + tenant.id() + "'::uuid, 0))");
        }
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
