package dev.shuke.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuditLogResourceTest extends ApiTest {
    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");

    private void enter(String... types) {
        for (String type : types) {
            as(tenant.staff("admin")).body("{\"name\":{\"en\":\"Drive\"}}").put("/v1/event-types/" + type);
        }
    }

    private Response log(String query) {
        return as(tenant.staff("privacy")).get("/v1/audit-log" + query).then();
    }

    @Test
    void pagesRunFromTheNewestWithoutGapOrDouble() {
        enter("one", "two", "three", "four", "five");
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            var page = log("?limit=2" + cursor).statusCode(200).extract();
            seen.addAll(page.path("items.about.id"));
            cursor = page.path("nextCursor") == null ? null : "&cursor=" + page.path("nextCursor");
        } while (cursor != null);
        assertThat(seen).containsExactly("five", "four", "three", "two", "one");
    }

    @Test
    void filtersNarrowIt() {
        enter("one");
        Instant between = Instant.now();
        enter("two", "one");
        String actor = log("?limit=1").extract().path("items[0].actor.subject");
        log("?about=one").body("items.action", contains("event_type.changed", "event_type.created"));
        log("?about=one&action=event_type.created").body("items", hasSize(1));
        log("?from=" + between).body("items.about.id", contains("one", "two"));
        log("?to=" + between).body("items.about.id", contains("one"));
        log("?from=" + between + "&to=" + between).body("items", hasSize(0));
        as(tenant.staff("privacy"))
                .queryParam("actor", actor)
                .get("/v1/audit-log")
                .then()
                .body("items", hasSize(3));
        log("?actor=nobody").body("items", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=yesterday", "to=2026-13-01T00:00:00Z", "from=2026-01-01", "limit=0", "cursor=x"})
    void aBadFilterIsNamed(String query) {
        log("?" + query).statusCode(400).body("errors.size()", equalTo(1));
    }

    /** One line a change, and one for a call that brings many; none for what was refused. */
    @Test
    void changesOfSegmentsStoresAndProductsAreEntered() {
        String admin = tenant.staff("admin");
        String segment = as(admin)
                .body("""
                        {"key":"loyal","name":"Loyal","purpose":"service","kind":"dynamic",
                         "rule":{"type":"metric","metric":"frequency","op":"gte","value":3}}""")
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        as(admin)
                .body("{\"name\":\"Canary\"}")
                .patch("/v1/segments/" + segment)
                .then()
                .statusCode(200);
        as(admin)
                .body("{\"rule\":{\"type\":\"metric\",\"metric\":\"frequency\",\"op\":\"gte\",\"value\":4}}")
                .patch("/v1/segments/" + segment)
                .then()
                .statusCode(200);
        as(admin).delete("/v1/segments/" + segment).then().statusCode(204);
        as(admin).delete("/v1/segments/" + segment).then().statusCode(404);
        for (String path : List.of("/v1/stores", "/v1/products")) {
            String key = path.equals("/v1/stores") ? "code" : "sku";
            as(admin).body("{\"name\":\"Canary\"}").put(path + "/A-1").then().statusCode(201);
            as(admin).body("{\"name\":\"Canary 2\"}").put(path + "/A-1").then().statusCode(200);
            as(admin)
                    .body("[{\"%1$s\":\"A-1\",\"name\":\"x\"},{\"%1$s\":\"B-1\",\"name\":\"x\"},{\"name\":\"x\"}]"
                            .formatted(key))
                    .post(path)
                    .then()
                    .statusCode(200);
            as(admin).body("[{\"name\":\"x\"}]").post(path);
        }
        log("?limit=50")
                .body(
                        "items.action",
                        contains(
                                "product.loaded",
                                "product.changed",
                                "product.created",
                                "store.loaded",
                                "store.changed",
                                "store.created",
                                "segment.deleted",
                                "segment.changed",
                                "segment.changed",
                                "segment.created"))
                .body("items.times", contains(2, 1, 1, 2, 1, 1, 1, 1, 1, 1))
                .body("items[0].about.id", equalTo("several"))
                .body("items[1].about.id", equalTo("A-1"))
                .body("items[6].about.id", equalTo(segment))
                .body("items[7].fields", contains("rule"))
                .body("items[8].fields", contains("name"));
        assertThat(log("?limit=50").extract().asString()).doesNotContain("Canary");
    }

    @Test
    void theExportIsAllOfItAndIsEnteredItself() {
        enter("one", "two");
        String lines = as(tenant.staff("owner"))
                .get("/v1/audit-log/export")
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString();
        assertThat(lines.lines()
                        .map(line -> line.replaceAll(".*\"about\":\\{\"kind\":\"[a-z_]*\",\"id\":\"(\\w*)\".*", "$1")))
                .containsExactly("one", "two", "all");
        log("?action=audit_log.exported").body("items.actor.roles", contains(List.of("owner")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"marketing", "manager", "associate", "finance", "analyst"})
    void othersDoNotReadIt(String role) {
        for (String path : List.of("", "/export", "/verify")) {
            as(tenant.staff(role)).get("/v1/audit-log" + path).then().statusCode(403);
        }
        as(tenant.app("members:read", "tenant:read"))
                .get("/v1/audit-log")
                .then()
                .statusCode(403);
    }
}
