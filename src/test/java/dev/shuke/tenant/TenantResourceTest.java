package dev.shuke.tenant;

import static dev.shuke.testing.ApiCall.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.TestTenant;
import dev.shuke.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /v1/tenants} without Keycloak: what is checked before it is called, and what happens when it is away. */
@QuarkusTest
class TenantResourceTest extends ApiTest {
    private static final String BODY = """
            {"slug":"%s","name":"Acme Tea 茶","timezone":"Asia/Shanghai","currency":"CNY",
             "owner":{"email":"wang.fang@acme.example"}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /slug           | "slug":"acme"                  | "slug":"Acme"
            /slug           | "slug":"acme"                  | "slug":"ac"
            /slug           | "slug":"acme"                  | "slug":"acme-"
            /slug           | "slug":"acme"                  | "slug":"1acme"
            /slug           | "slug":"acme"                  | "slug":"a123456789012345678901234567890123456789x"
            /slug           | "slug":"acme"                  | "slug":null
            /slug           | "slug":"acme"                  | "slug":7
            /name           | "name":"Acme Tea 茶"           | "name":""
            /name           | "name":"Acme Tea 茶"           | "name":"a\\u0000b"
            /timezone       | "timezone":"Asia/Shanghai"     | "timezone":"Asia/Nowhere"
            /timezone       | "timezone":"Asia/Shanghai"     | "timezone":"+08:00"
            /timezone       | "timezone":"Asia/Shanghai"     | "timezone":"asia/shanghai"
            /currency       | "currency":"CNY"               | "currency":"cny"
            /currency       | "currency":"CNY"               | "currency":"ZZZ"
            /currency       | "currency":"CNY"               | "currency":"XAU"
            /currency       | "currency":"CNY"               | "currency":null
            /owner          | "owner":{"email":"wang.fang@acme.example"} | "owner":null
            /owner/email    | {"email":"wang.fang@acme.example"} | {}
            /owner/email    | wang.fang@acme.example         | wang.fang
            /owner/email    | wang.fang@acme.example         | @acme.example
            /owner/email    | wang.fang@acme.example         | o'brien@acme.example
            /owner/email    | wang.fang@acme.example         | wang..fang@acme.example
            /owner/email    | wang.fang@acme.example         | wang@acme
            /owner/password | {"email":"wang.fang@acme.example"} | {"email":"a@b.example","password":"x"}
            /status         | "slug":"acme"                  | "slug":"acme","status":"active"
            """)
    void namesTheFieldThatIsNotValid(String pointer, String part, String spoilt) {
        String valid = BODY.formatted("acme");
        assertThat(valid).contains(part);
        as(Tokens.platformAdmin())
                .body(valid.replace(part, spoilt))
                .post("/v1/tenants")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("validation_failed"))
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", notNullValue())
                .body(not(containsString("wang")));
    }

    @Test
    void refusesEverybodyButPlatformAdministrators() {
        TestTenant tenant = TestTenant.create("UTC", "EUR");
        List<String> others =
                List.of(tenant.staff("owner"), tenant.staff("admin"), tenant.app("members:read", "tenants:manage"));
        for (String token : others) {
            for (String path : List.of("/v1/tenants", "/v1/tenants/" + tenant.id())) {
                as(token).get(path).then().statusCode(403).body("code", equalTo("forbidden"));
            }
            as(token).body(BODY.formatted("mine")).post("/v1/tenants").then().statusCode(403);
        }
        given().get("/v1/tenants").then().statusCode(401).header("WWW-Authenticate", equalTo("Bearer"));
    }

    @Test
    void aTenantStaysProvisioningWhileKeycloakIsAway() throws SQLException {
        String slug = "k" + UUID.randomUUID().toString().substring(0, 8);
        for (int i = 0; i < 2; i++) {
            as(Tokens.platformAdmin())
                    .body(BODY.formatted(slug))
                    .post("/v1/tenants")
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .body("code", equalTo("unavailable"))
                    .body("requestId", notNullValue())
                    .body(not(containsString("wang")));
        }
        as(Tokens.platformAdmin())
                .body(BODY.formatted(slug).replace("CNY", "EUR"))
                .post("/v1/tenants")
                .then()
                .statusCode(409)
                .body("code", equalTo("already_exists"))
                .body("errors[0].pointer", equalTo("/slug"));
        String id = all().getString("items.find { it.slug == '" + slug + "' }.id");
        as(Tokens.platformAdmin())
                .get("/v1/tenants/" + id)
                .then()
                .statusCode(200)
                .body("status", equalTo("provisioning"))
                .body("owner", nullValue());
        assertThat(storedOwner(slug)).doesNotContain("wang").doesNotContain("acme.example");
        as(Tokens.staff(slug, "owner"))
                .get("/v1/members")
                .then()
                .statusCode(403)
                .body("code", equalTo("tenant_inactive"));
    }

    @Test
    void listsPageByPageInOrderOfId() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.add(TestTenant.create("UTC", "EUR").id().toString());
        }
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            var call = as(Tokens.platformAdmin()).queryParam("limit", 2);
            JsonPath page = (cursor == null ? call : call.queryParam("cursor", cursor))
                    .get("/v1/tenants")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.id"));
            cursor = page.getString("nextCursor");
        } while (cursor != null);
        assertThat(seen).containsAll(made).doesNotHaveDuplicates().isSorted();
        as(Tokens.platformAdmin())
                .get("/v1/tenants?cursor=x")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_cursor"));
        as(Tokens.platformAdmin())
                .get("/v1/tenants?limit=0")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_parameter"));
    }

    @Test
    void anUnknownTenantIsNotFound() {
        for (String id : List.of(UUID.randomUUID().toString(), "acme")) {
            as(Tokens.platformAdmin())
                    .get("/v1/tenants/" + id)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("not_found"));
        }
    }

    private static JsonPath all() {
        return as(Tokens.platformAdmin()).get("/v1/tenants?limit=200").jsonPath();
    }

    private static String storedOwner(String slug) throws SQLException {
        try (var connection = TestTenant.connect("postgres");
                var select = connection.prepareStatement("select owner from tenant where slug = ?")) {
            select.setString(1, slug);
            var rows = select.executeQuery();
            assertThat(rows.next()).isTrue();
            return new String(rows.getBytes(1), StandardCharsets.ISO_8859_1);
        }
    }
}
