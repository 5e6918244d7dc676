package dev.shuke.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A caller is never told of success for what PostgreSQL has undone. */
@QuarkusTest
class RecoveredErrorTest extends ApiTest {
    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");

    @Test
    void aRecoveredSqlErrorIsNoSuccess() throws SQLException {
        UUID row = Ids.next();
        as(tenant.staff("owner"))
                .post("/test/recovering/" + row + "?divisor=0")
                .then()
                .statusCode(500)
                .body("code", is("internal"));
        assertThat(written(row)).isFalse();
    }

    @Test
    void theSameCallWithoutTheErrorIsOne() throws SQLException {
        UUID row = Ids.next();
        as(tenant.staff("owner"))
                .post("/test/recovering/" + row + "?divisor=1")
                .then()
                .statusCode(200);
        assertThat(written(row)).isTrue();
    }

    private static boolean written(UUID row) throws SQLException {
        try (Connection superuser = TestTenant.connect("postgres");
                PreparedStatement find = superuser.prepareStatement("select from segment where id = ?")) {
            find.setObject(1, row);
            try (ResultSet found = find.executeQuery()) {
                return found.next();
            }
        }
    }
}
