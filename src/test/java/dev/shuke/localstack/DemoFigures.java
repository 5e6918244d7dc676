package dev.shuke.localstack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * What is in the database of a running stack, asked past the application.
 *
 * @param metricOrders the sum over the members' own counters, as is {@code metricPence}
 * @param content a digest of every event, item and counter
 */
record DemoFigures(
        long members,
        long orders,
        long paidPence,
        long refunds,
        long refundedPence,
        long metricOrders,
        long metricPence,
        long buyers,
        String content) {
    private static final String FIGURES = """
            with t as (select tenant_id as id from tenant where slug = 'demo')
            select (select count(*) from member join t on tenant_id = t.id),
              count(*) filter (where type = 'order.paid'), sum(amount) filter (where type = 'order.paid'),
              count(*) filter (where type = 'order.refunded'), sum(amount) filter (where type = 'order.refunded'),
              (select sum(frequency) from member_metric join t on tenant_id = t.id),
              (select sum(monetary) from member_metric join t on tenant_id = t.id),
              (select count(*) from member_metric join t on tenant_id = t.id where frequency > 0),
              (select md5(string_agg(m::text, '' order by m::text)) from member_metric m)
                || (select sum(hashtextextended(e::text, 0)) from event e)
                || (select sum(hashtextextended(i::text, 0)) from event_item i)
            from event join t on tenant_id = t.id where type in ('order.paid', 'order.refunded')""";

    static DemoFigures of(Path data) {
        try (var connection = connect(data);
                var statement = connection.createStatement();
                var row = statement.executeQuery(FIGURES)) {
            row.next();
            return new DemoFigures(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8),
                    row.getString(9));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Some member of a tenant. */
    static String memberOf(Path data, String slug) {
        String sql =
                "select m.id from member m join tenant t on t.tenant_id = m.tenant_id where slug = ? order by 1 limit 1";
        try (var connection = connect(data);
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, slug);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the superuser. */
    static Connection connect(Path data) throws SQLException {
        var stack = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve("connection"))) {
            stack.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String password = new Secrets(data.resolve("secrets")).password("postgresql.superuser");
        return DriverManager.getConnection("jdbc:" + stack.getProperty("SHUKE_DB_URL"), "postgres", password);
    }
}
