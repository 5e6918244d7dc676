package dev.shuke.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The migrated schema keeps every rule of isolation. What the audit is worth, {@link CatalogueMutationTest} shows. */
class CatalogueTest {
    @Test
    void theSchemaKeepsTenantsApart() throws SQLException {
        try (Connection superuser = TestTenant.connect("postgres")) {
            CatalogueAudit audit = new CatalogueAudit(superuser);
            assertThat(audit.tenantTables()).contains("tenant", "member", "event", "segment");
            assertThat(audit.findings()).isEmpty();
        }
    }
}
