package dev.shuke.product;

import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProductResourceTest extends ApiTest {
    private static final String PRODUCTS = "/v1/products";
    private static final String HOLDER = """
            {"name":"Light holder","category":"lights/holders","daysPerUnit":30.5,
             "attributes":{"colour":"白","pieces":6,"fragile":true,"gone":null},"cost":{"amount":120,"currency":"CNY"}}""";
    private static final String CHEAPER = """
            {"name":"Light holder","cost":{"amount":99,"currency":"CNY"}}""";
    private static final String RENAMED = """
            {"name":"Candle holder"}""";

    private TestTenant tenant;
    private String owner;

    @BeforeEach
    void freshTenant() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
    }

    private static Response put(String token, String product) {
        return as(token).body(product).put(PRODUCTS + "/85123A").then();
    }

    private Response read(String token) {
        return as(token).get(PRODUCTS + "/85123A").then().statusCode(200);
    }

    @Test
    void createsThenWritesOver() {
        put(owner, HOLDER)
                .statusCode(201)
                .body("sku", is("85123A"))
                .body("name", is("Light holder"))
                .body("category", is("lights/holders"))
                .body("attributes", is(java.util.Map.of("colour", "白", "pieces", 6, "fragile", true)))
                .body("cost.amount", is(120))
                .body("cost.currency", is("CNY"))
                .body("daysPerUnit", is(30.5));
        String created = read(owner).extract().path("createdAt");
        put(owner, RENAMED).statusCode(200);
        read(owner)
                .body("name", is("Candle holder"))
                .body("category", nullValue())
                .body("attributes", anEmptyMap())
                .body("cost", nullValue())
                .body("daysPerUnit", nullValue())
                .body("createdAt", is(created));
    }

    @Test
    void countsExactlyWhatBecameOfEach() {
        put(owner, HOLDER).statusCode(201);
        as(owner)
                .body("""
                [{"sku":"85123A","name":"One"},{"sku":"B","name":"Two"},{"sku":"B","name":"Two again"},
                 {"sku":"C","name":"Three","cost":{"amount":1,"currency":"GBP"}},
                 {"sku":"D","name":"Four","attributes":{"A b":1}},{"sku":"E","name":"Five","category":"a//b"},
                 {"name":"Nameless"},{"sku":"F","name":"Six"}]""")
                .post(PRODUCTS)
                .then()
                .statusCode(200)
                .body("created", is(2))
                .body("updated", is(1))
                .body("rejected.index", is(List.of(2, 3, 4, 5, 6)))
                .body(
                        "rejected.errors.pointer.flatten()",
                        is(List.of("/sku", "/cost/currency", "/attributes", "/category", "/sku")));
        as(owner).queryParam("limit", 2).get(PRODUCTS).then().body("items.sku", is(List.of("85123A", "B")));
        String cursor = as(owner).queryParam("limit", 2).get(PRODUCTS).path("nextCursor");
        as(owner).queryParam("cursor", cursor).get(PRODUCTS).then().body("items.sku", is(List.of("F")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "admin", "finance"})
    void theseSeeTheCost(String role) {
        put(owner, HOLDER).statusCode(201);
        read(tenant.staff(role)).body("cost.amount", is(120));
        as(tenant.staff(role)).get(PRODUCTS).then().body("items[0].cost.amount", is(120));
    }

    @ParameterizedTest
    @ValueSource(strings = {"marketing", "privacy", "manager", "associate", "analyst"})
    void theseDoNot(String role) {
        put(owner, HOLDER).statusCode(201);
        read(tenant.staff(role)).body("name", is("Light holder")).body("cost", nullValue());
        as(tenant.staff(role)).get(PRODUCTS).then().body("items", hasSize(1)).body("items[0].cost", nullValue());
        put(tenant.staff(role), HOLDER).statusCode(403);
    }

    @Test
    void financeReadsOnly() {
        put(tenant.staff("finance"), HOLDER).statusCode(403);
    }

    /** It cannot send back what it cannot see: without this, an app that renames a product would erase its cost. */
    @Test
    void anAppLeavesACostThatItDoesNotSend() {
        String app = tenant.app("products:read", "products:write", "products:cost");
        put(owner, HOLDER).statusCode(201);
        read(app).body("cost", nullValue());
        put(app, RENAMED).statusCode(200).body("cost", nullValue());
        read(owner).body("name", is("Candle holder")).body("cost.amount", is(120));
        put(app, CHEAPER).statusCode(200).body("cost", nullValue());
        read(owner).body("cost.amount", is(99));
        put(tenant.app("products:read"), CHEAPER).statusCode(403);
    }
}
