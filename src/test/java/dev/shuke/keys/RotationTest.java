package dev.shuke.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import dev.shuke.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A tenant's keyset comes to another key while its calls go on. In the tests instances learn of it after a second. */
@QuarkusTest
class RotationTest extends ApiTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private int cards;

    private Response keys() {
        return as(Tokens.platformAdmin())
                .get("/v1/tenants/" + tenant.id() + "/keys")
                .then()
                .statusCode(200);
    }

    private String step() {
        return keys().extract().path("rotation.step");
    }

    private Response rotate() {
        return as(Tokens.platformAdmin())
                .post("/v1/tenants/" + tenant.id() + "/keys/rotate")
                .then();
    }

    private String member() {
        return as(tenant.staff("owner"))
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"ROT-%05d\"}],\"profile\":{\"name\":\"王小明\"}}"
                        .formatted(cards++))
                .post("/v1/members")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void readable(String id) {
        as(tenant.staff("owner"))
                .get("/v1/members/" + id)
                .then()
                .statusCode(200)
                .body("profile.name", equalTo("王**"));
    }

    /** Of each wrapped member key, the id of the key that wraps it. */
    private Set<String> wrappedBy() {
        try (Connection superuser = TestTenant.connect("postgres");
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select distinct encode(substring(data_key from 1 for 5), 'hex') from member where tenant_id = '"
                                + tenant.id() + "'")) {
            Set<String> found = new HashSet<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theKeyChangesUnderRunningCalls() {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            members.add(member());
        }
        keys().body("rotation", nullValue());
        Set<String> before = wrappedBy();
        assertThat(before).hasSize(1);
        rotate().statusCode(202).body("rotation.step", equalTo("asked"));
        rotate().statusCode(202);
        Poll.until("the end", SOON, () -> {
            members.add(member());
            members.forEach(this::readable);
            return step().equals("done");
        });
        members.forEach(this::readable);
        assertThat(wrappedBy()).hasSize(1).isNotEqualTo(before);
        keys().body("rotation.done", equalTo(keys().extract().<Integer>path("rotation.total")))
                .body("version", equalTo(keys().extract().<String>path("newestVersion")));
        members.add(member());
        as(tenant.staff("owner"))
                .body("{\"kind\":\"card\",\"value\":\"ROT-00000\"}")
                .post("/v1/members/lookup")
                .then()
                .statusCode(200)
                .body("id", equalTo(members.getFirst()));
        rotate().statusCode(202).body("rotation.step", equalTo("asked"));
    }

    @Test
    void aTenantThatIsNotThereHasNoKeys() {
        String nobody = "/v1/tenants/" + UUID.randomUUID() + "/keys";
        as(Tokens.platformAdmin()).get(nobody).then().statusCode(404);
        as(Tokens.platformAdmin()).post(nobody + "/rotate").then().statusCode(404);
        as(tenant.staff("owner"))
                .get("/v1/tenants/" + tenant.id() + "/keys")
                .then()
                .statusCode(403);
    }
}
