package dev.shuke.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.platform.tenancy.CatalogueAudit;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The first wall alone: statements as the application's role that forget to name the tenant, against every table that
 * the catalogue knows. Then the wall is taken down, table by table, to see that these statements would get through.
 */
@QuarkusTest
class RowSecurityTest extends ApiTest {
    @AfterEach
    void theWallStands() throws SQLException {
        try (Connection superuser = TestTenant.connect("postgres")) {
            assertThat(new CatalogueAudit(superuser).findings()).isEmpty();
        }
    }

    @Test
    void noStatementPasses() throws SQLException {
        UUID victim = victim();
        UUID stranger = stranger();
        for (String table : tables()) {
            assertThat(RowProbe.of(table, victim).leaksTo(stranger)).as(table).isEmpty();
            assertThat(RowProbe.of(table, victim).leaksTo(null))
                    .as(table + ", no tenant named")
                    .isEmpty();
            assertThat(RowProbe.of(table, victim).leaksTo(victim))
                    .as(table + ", to its owner")
                    .isNotEmpty();
        }
    }

    @Test
    void withoutRowSecurityTheProbeGetsThrough() throws SQLException {
        UUID victim = victim();
        UUID stranger = stranger();
        for (String table : tables()) {
            RowProbe probe = RowProbe.of(table, victim);
            try (RowSecurity ignored = RowSecurity.off(table)) {
                assertThat(probe.leaksTo(stranger)).as(table).containsAll(probe.attempts());
            }
            assertThat(probe.leaksTo(stranger)).as(table + ", put up again").isEmpty();
        }
    }

    @Test
    void withALoosePolicyTheProbeGetsThrough() throws SQLException {
        UUID victim = victim();
        UUID stranger = stranger();
        for (String table : tables()) {
            RowProbe probe = RowProbe.of(table, victim);
            try (RowSecurity ignored = RowSecurity.loosened(table)) {
                assertThat(probe.leaksTo(stranger)).as(table).containsAll(probe.attempts());
            }
            assertThat(probe.leaksTo(stranger)).as(table + ", put up again").isEmpty();
        }
    }

    /** A policy that is gone closes the table: nobody sees anything, the owner neither. */
    @Test
    void aMissingPolicyClosesTheTable() throws SQLException {
        UUID victim = victim();
        try (RowSecurity ignored = RowSecurity.withoutPolicy("member")) {
            assertThat(RowProbe.of("member", victim).leaksTo(victim)).isEmpty();
        }
        assertThat(RowProbe.of("member", victim).leaksTo(victim)).isNotEmpty();
    }

    /** What a probe does it undoes. */
    private static UUID victim() {
        return Merchant.victim().tenant().id();
    }

    private static UUID stranger() {
        return TestTenant.create("Asia/Shanghai", "CNY").id();
    }

    private static List<String> tables() throws SQLException {
        try (Connection superuser = TestTenant.connect("postgres")) {
            return TenantRows.tables(superuser);
        }
    }
}
