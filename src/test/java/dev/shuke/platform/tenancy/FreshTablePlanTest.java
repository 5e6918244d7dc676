package dev.shuke.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.TestTenant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/**
 * On a table that was never analysed a row is found by its key, and not by reading all of the tenant's: connections keep
 * such plans, the checks of foreign keys among them, until the first ANALYZE.
 */
class FreshTablePlanTest {
    private static final String TABLE = """
            create table probe (like event including indexes);
            call make_tenant_table('probe', 'select')""";
    private static final String CHECK = """
            set local plan_cache_mode = force_generic_plan;
            prepare probe_check(uuid, uuid) as select 1 from only probe where tenant_id = $1 and id = $2 for key share""";
    private static final String EXPLAIN =
            "explain execute probe_check('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000002')";

    @Test
    void aRowIsFoundByItsKey() throws SQLException {
        assertThat(plan(TABLE)).contains("probe_pkey");
    }

    /** The measure itself: should PostgreSQL need no help one day, the guess can go. */
    @Test
    void withoutTheGuessAnyIndexWouldDo() throws SQLException {
        assertThat(plan(TABLE + "; select pg_clear_attribute_stats('public', 'probe', 'tenant_id', false)"))
                .doesNotContain("probe_pkey");
    }

    private static String plan(String setup) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Connection migrator = TestTenant.connect("shuke_migrator");
                Statement statement = migrator.createStatement()) {
            migrator.setAutoCommit(false);
            statement.execute(setup);
            statement.execute(CHECK);
            try (ResultSet lines = statement.executeQuery(EXPLAIN)) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            migrator.rollback();
        }
        return plan.toString();
    }
}
