package dev.shuke.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the audit finds nothing means something only if it finds what is wrong: break each rule and see. */
class CatalogueMutationTest {
    private static Connection superuser;

    private Savepoint whole;

    /** Once for all faults: emptying every table takes longer than they do. */
    @BeforeAll
    static void open() throws SQLException {
        superuser = TestTenant.connect("postgres");
        superuser.setAutoCommit(false);
        while (!emptied()) {
            superuser.rollback();
        }
    }

    /** What other tests wrote would refuse some of the faults. Not at once while jobs of theirs are at several tables. */
    private static boolean emptied() throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("truncate tenant cascade");
            return true;
        } catch (SQLException deadlock) {
            if (!"40P01".equals(deadlock.getSQLState())) {
                throw deadlock;
            }
            return false;
        }
    }

    @BeforeEach
    void begin() throws SQLException {
        whole = superuser.setSavepoint();
    }

    @AfterEach
    void undo() throws SQLException {
        superuser.rollback(whole);
    }

    @AfterAll
    static void close() throws SQLException {
        superuser.rollback();
        superuser.close();
    }

    static List<CatalogueMutation> mutations() {
        return CatalogueMutation.all();
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void theAuditNamesTheFault(CatalogueMutation mutation) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(mutation.sql());
        }
        assertThat(new CatalogueAudit(superuser).findings(mutation.noticed()))
                .anySatisfy(finding -> assertThat(finding.object()).contains(mutation.object()));
    }

    @Test
    void withoutAFaultNothingIsNamed() throws SQLException {
        assertThat(new CatalogueAudit(superuser).findings()).isEmpty();
    }

    @Test
    void everyRuleHasItsFault() {
        assertThat(mutations().stream().map(CatalogueMutation::noticed).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(CatalogueRule.values());
    }
}
