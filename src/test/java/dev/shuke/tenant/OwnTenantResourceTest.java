package dev.shuke.tenant;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /v1/tenant}: a merchant's own settings. */
@QuarkusTest
class OwnTenantResourceTest extends ApiTest {
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");

    private Response patch(String body) {
        return as(tenant.staff("owner"))
                .contentType(MERGE_PATCH)
                .body(body)
                .patch("/v1/tenant")
                .then();
    }

    private Response read() {
        return as(tenant.staff("analyst")).get("/v1/tenant").then().statusCode(200);
    }

    @Test
    void whatIsPatchedChangesAndWhatIsAbsentStays() {
        read().body("id", equalTo(tenant.id().toString()))
                .body("slug", equalTo(tenant.slug()))
                .body("name", equalTo("Test"))
                .body("timezone", equalTo("Asia/Shanghai"))
                .body("currency", equalTo("CNY"))
                .body("settings.purchaseCycleDays", equalTo(30))
                .body("settings.locale", equalTo("zh-CN"))
                .body("owner", nullValue());
        String before = read().extract().path("updatedAt");
        patch("{\"name\":\" 茶 Tea \",\"settings\":{\"locale\":\"en\"}}")
                .statusCode(200)
                .body("name", equalTo("茶 Tea"))
                .body("settings.locale", equalTo("en"))
                .body("settings.purchaseCycleDays", equalTo(30))
                .body("updatedAt", not(equalTo(before)));
        patch("{\"currency\":\"JPY\",\"settings\":{\"purchaseCycleDays\":42}}").statusCode(200);
        read().body("name", equalTo("茶 Tea"))
                .body("timezone", equalTo("Asia/Shanghai"))
                .body("currency", equalTo("JPY"))
                .body("settings.locale", equalTo("en"))
                .body("settings.purchaseCycleDays", equalTo(42));
        patch("{}").statusCode(200).body("name", equalTo("茶 Tea"));
    }

    @Test
    void whoeverSaysNullIsToldEveryPlace() {
        patch("{\"name\":null,\"settings\":{\"locale\":null}}")
                .statusCode(422)
                .body("code", equalTo("validation_failed"))
                .body("errors.pointer", equalTo(java.util.List.of("/name", "/settings/locale")));
        read().body("name", equalTo("Test"));
    }

    @Test
    void theNextCallHasTheNewTimezone() {
        as(tenant.staff("owner")).get("/v1/members").then().statusCode(200);
        patch("{\"timezone\":\"America/New_York\"}").statusCode(200);
        as(tenant.staff("owner"))
                .get("/v1/whoami")
                .then()
                .statusCode(200)
                .body("tenant.timezone", equalTo("America/New_York"));
        as(tenant.staff("owner")).body("""
                        {"rule":{"type":"event","event":"order.paid","aggregate":{"fn":"count"},"op":"gte","value":1,
                         "within":{"days":1}},"purpose":"service"}""").post("/v1/segments/preview").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/products | [{"sku":"A","name":"Tea","cost":{"amount":100,"currency":"CNY"}}]
            /v1/events   | [{"type":"order.paid","source":"pos","sourceId":"1","occurredAt":"2026-01-02T03:04:05Z","member":{"kind":"card","value":"C-1"},"amount":{"amount":5,"currency":"CNY"}}]
            /v1/events   | [{"type":"cart.added","source":"pos","sourceId":"1","occurredAt":"2026-01-02T03:04:05Z","member":{"kind":"card","value":"C-1"},"items":[{"sku":"A","quantity":1,"price":{"amount":5,"currency":"CNY"}}]}]
            """)
    void theCurrencyStaysOnceThereAreAmounts(String path, String body) {
        patch("{\"currency\":\"EUR\"}").statusCode(200);
        patch("{\"currency\":\"CNY\"}").statusCode(200);
        as(tenant.staff("owner")).body(body).post(path).then().statusCode(200);
        patch("{\"name\":\"New\",\"currency\":\"EUR\"}").statusCode(409).body("code", equalTo("currency_in_use"));
        read().body("currency", equalTo("CNY")).body("name", equalTo("Test"));
        patch("{\"currency\":\"CNY\",\"name\":\"New\"}").statusCode(200).body("name", equalTo("New"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"marketing", "privacy", "manager", "associate", "finance", "analyst"})
    void othersMayReadAndNotWrite(String role) {
        as(tenant.staff(role)).get("/v1/tenant").then().statusCode(200);
        as(tenant.staff(role))
                .body("{\"name\":\"Mine\"}")
                .patch("/v1/tenant")
                .then()
                .statusCode(403);
    }

    @Test
    void anAppReadsWithItsScope() {
        as(tenant.app("tenant:read")).get("/v1/tenant").then().statusCode(200).body("currency", is("CNY"));
        as(tenant.app("members:read")).get("/v1/tenant").then().statusCode(403);
        as(tenant.app("tenant:read", "tenant:write"))
                .body("{\"name\":\"Mine\"}")
                .patch("/v1/tenant")
                .then()
                .statusCode(403);
        as(tenant.app("tenant:read")).get("/v1/whoami").then().body("permissions", hasItem("tenant:read"));
    }
}
