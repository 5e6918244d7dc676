package dev.shuke.exports;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A file has what the API shows to who has asked for it, is sealed where it lies, and is handed to nobody else. */
@QuarkusTest
class ExportResourceTest extends ApiTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String EXPORTS = "/v1/exports";

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");

    private void plantMembers(int number) {
        as(tenant.staff("owner"))
                .body(IntStream.rangeClosed(1, number).mapToObj("""
                                {"identities":[{"kind":"phone","value":"+86138%1$08d"}],"profile":{"name":"张三丰","city":"C-%1$d"}}"""::formatted).collect(joining(",", "[", "]")))
                .post("/v1/members/batch")
                .then()
                .statusCode(200)
                .body("created", equalTo(number));
    }

    private String start(String body) {
        String id = as(tenant.staff("owner"))
                .body(body)
                .post(EXPORTS)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        Poll.until(
                "the export",
                SOON,
                () -> as(tenant.staff("owner"))
                        .get("/v1/jobs/" + id)
                        .<String>path("state")
                        .matches("succeeded|failed"));
        return id;
    }

    private Response read(String id) {
        return as(tenant.staff("owner")).get(EXPORTS + "/" + id).then().statusCode(200);
    }

    private List<JsonNode> rows(String id) {
        String lines = as(tenant.staff("owner"))
                .get(EXPORTS + "/" + id + "/file")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .extract()
                .asString();
        return lines.lines().map(ExportResourceTest::parse).toList();
    }

    private static JsonNode parse(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(line, e);
        }
    }

    private String one(String sql) {
        try (Connection superuser = TestTenant.connect("postgres");
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(sql.formatted(tenant.id()))) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void membersComeAsTheApiShowsThemAndAreNotedAsDisclosed() {
        plantMembers(701);
        String id = start("{\"kind\":\"members\",\"purpose\":\"service\"}");
        read(id).body("rows", equalTo(701)).body("file", equalTo(EXPORTS + "/" + id + "/file"));
        List<JsonNode> rows = rows(id);
        assertThat(rows).hasSize(701);
        JsonNode shown = parse(as(tenant.staff("owner"))
                .get("/v1/members/" + rows.get(600).path("id").asText())
                .asString());
        assertThat(rows.get(600)).isEqualTo(shown);
        assertThat(rows.get(600).path("profile").path("name").asText()).isEqualTo("张**");
        assertThat(one("select count(*) from file_part where tenant_id = '%s' and content like '%%C-600%%'"))
                .isEqualTo("0");
        assertThat(one("select kind || ' ' || purpose || ' ' || rows from disclosure where tenant_id = '%s'"))
                .isEqualTo("members service 701");
    }

    @Test
    void whoIsRestrictedIsInNoFileAndALimitHolds() {
        plantMembers(3);
        one("update member_metric set restricted = true where tenant_id = '%1$s' and member_id ="
                + " (select id from member where tenant_id = '%1$s' limit 1) returning 1");
        assertThat(rows(start("{\"kind\":\"members\",\"purpose\":\"service\"}")))
                .hasSize(2);
        assertThat(rows(start("{\"kind\":\"members\",\"purpose\":\"service\",\"limit\":1}")))
                .hasSize(1);
    }

    @Test
    void eventsTellWhoseTheyAre() {
        as(tenant.staff("owner")).body("""
                        {"type":"order.paid","source":"till","sourceId":"1","occurredAt":"2026-01-02T03:04:05Z",
                         "member":{"kind":"card","value":"C-1"},"amount":{"amount":100,"currency":"CNY"},
                         "items":[{"sku":"A","quantity":2,"price":{"amount":50,"currency":"CNY"}}]}""").post("/v1/events").then().statusCode(200);
        List<JsonNode> rows = rows(start("{\"kind\":\"events\",\"purpose\":\"service\"}"));
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().path("items").path(0).path("sku").asText()).isEqualTo("A");
        String member = as(tenant.staff("owner"))
                .body("{\"kind\":\"card\",\"value\":\"C-1\"}")
                .post("/v1/members/lookup")
                .path("id");
        assertThat(rows.getFirst().path("memberId").asText()).isEqualTo(member);
    }

    @Test
    void nobodyElseGetsItAndNobodyLater() {
        String id = start("{\"kind\":\"members\",\"purpose\":\"service\"}");
        assertThat(rows(id)).isEmpty();
        String file = EXPORTS + "/" + id + "/file";
        as(tenant.staff("admin")).get(file).then().statusCode(403);
        as(tenant.staff("marketing")).get(file).then().statusCode(403);
        one("update export_file set expires_at = now() - interval '1 second' where tenant_id = '%s' returning 1");
        as(tenant.staff("owner")).get(file).then().statusCode(404);
    }

    @Test
    void aCancelledOneLeavesNoFile() {
        String id = start("{\"kind\":\"events\",\"purpose\":\"service\"}");
        one("update export_file set complete = false where tenant_id = '%s' returning 1");
        read(id).body("file", nullValue());
        as(tenant.staff("owner")).get(EXPORTS + "/" + id + "/file").then().statusCode(404);
    }

    @Test
    void whoMayNotReadTheRowsMayNotTakeThemOut() {
        String body = "{\"kind\":\"events\",\"purpose\":\"service\"}";
        as(tenant.staff("marketing")).body(body).post(EXPORTS).then().statusCode(403);
        as(tenant.app("exports:write", "members:read"))
                .body(body)
                .post(EXPORTS)
                .then()
                .statusCode(403);
        as(tenant.staff("owner"))
                .body("{\"kind\":\"events\",\"purpose\":\"marketing.none\"}")
                .post(EXPORTS)
                .then()
                .statusCode(422)
                .body("code", equalTo("purpose_unavailable"));
        assertThat(one("select count(*) from export_file where tenant_id = '%s'"))
                .isEqualTo("0");
    }
}
