package dev.shuke.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class StoreResourceTest extends ApiTest {
    private static final String STORES = "/v1/stores";
    private static final String NANJING_ROAD = """
            {"name":"Nanjing Road 1","city":"Shanghai","location":{"latitude":31.2304,"longitude":121.4737},
             "timezone":"Asia/Urumqi"}""";

    private TestTenant tenant;
    private String owner;

    @BeforeEach
    void freshTenant() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
    }

    @Test
    void createsThenWritesOver() {
        as(owner)
                .body(NANJING_ROAD)
                .put(STORES + "/S-01")
                .then()
                .statusCode(201)
                .body("code", is("S-01"))
                .body("name", is("Nanjing Road 1"))
                .body("location.latitude", is(31.2304))
                .body("location.longitude", is(121.4737))
                .body("timezone", is("Asia/Urumqi"));
        String created = as(owner).get(STORES + "/S-01").path("createdAt");
        as(owner)
                .body("{\"code\":\"S-01\",\"name\":\"Nanjing Road\"}")
                .put(STORES + "/S-01")
                .then()
                .statusCode(200);
        as(owner)
                .get(STORES + "/S-01")
                .then()
                .statusCode(200)
                .body("name", is("Nanjing Road"))
                .body("city", nullValue())
                .body("location", nullValue())
                .body("timezone", nullValue())
                .body("createdAt", is(created));
    }

    @Test
    void countsExactlyWhatBecameOfEach() {
        as(owner).body(NANJING_ROAD).put(STORES + "/S-01").then().statusCode(201);
        as(owner)
                .body("""
                [{"code":"S-01","name":"One"},{"code":"S-02","name":"Two"},{"code":"S-02","name":"Two again"},
                 {"name":"Nameless"},{"code":"S-03","name":5},{"code":"S-04","name":"Four","location":{"latitude":91}},7,
                 {"code":"S-05","name":"Five"}]""")
                .post(STORES)
                .then()
                .statusCode(200)
                .body("created", is(2))
                .body("updated", is(1))
                .body("rejected.index", is(List.of(2, 3, 4, 5, 6)))
                .body("rejected[0].code", is("conflict"))
                .body("rejected[1].errors[0].pointer", is("/code"))
                .body("rejected[2].errors[0].pointer", is("/name"))
                .body("rejected[3].errors.pointer", is(List.of("/location/latitude", "/location/longitude")))
                .body("rejected[4].errors[0].pointer", is(""));
        as(owner).get(STORES).then().body("items.code", is(List.of("S-01", "S-02", "S-05")));
        as(owner).get(STORES + "/S-02").then().body("name", is("Two"));
    }

    @Test
    void takesAThousandAtOnceAndNoMore() {
        as(owner).body(stores(1_001)).post(STORES).then().statusCode(413).body("code", is("body_too_large"));
        as(owner).get(STORES).then().body("items", hasSize(0));
        as(owner).body(stores(1_000)).post(STORES).then().statusCode(200).body("created", is(1_000));
        as(owner)
                .body("[]")
                .post(STORES)
                .then()
                .statusCode(200)
                .body("created", is(0))
                .body("updated", is(0));
    }

    private static String stores(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"code\":\"N-%04d\",\"name\":\"Store\"}".formatted(i))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void listsEveryStoreOnceByCode() {
        as(owner).body(stores(7)).post(STORES).then().statusCode(200);
        List<String> listed = new ArrayList<>();
        String cursor = null;
        do {
            Response page = as(owner)
                    .queryParam("limit", 3)
                    .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                    .get(STORES)
                    .then()
                    .statusCode(200);
            listed.addAll(page.<List<String>>path("items.code"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        assertThat(listed)
                .containsExactlyElementsOf(
                        IntStream.range(0, 7).mapToObj("N-%04d"::formatted).toList());
    }

    @Test
    void whatAnEventMayNameIsACode() {
        for (String code : List.of("上海 1号店", "a/b", "50% off", "x?y#z", "S+1")) {
            as(owner)
                    .body(NANJING_ROAD)
                    .pathParam("code", code)
                    .put(STORES + "/{code}")
                    .then()
                    .statusCode(201)
                    .body("code", is(code));
            as(owner)
                    .pathParam("code", code)
                    .get(STORES + "/{code}")
                    .then()
                    .statusCode(200)
                    .body("code", is(code));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"marketing", "privacy", "manager", "associate", "finance", "analyst"})
    void otherStaffReadAndDoNotWrite(String role) {
        as(owner).body(NANJING_ROAD).put(STORES + "/S-01").then().statusCode(201);
        as(tenant.staff(role)).get(STORES + "/S-01").then().statusCode(200);
        as(tenant.staff(role)).get(STORES).then().statusCode(200).body("items", hasSize(1));
        as(tenant.staff(role)).body(NANJING_ROAD).put(STORES + "/S-02").then().statusCode(403);
        as(tenant.staff(role)).body("[]").post(STORES).then().statusCode(403);
    }

    @Test
    void appsNeedTheScope() {
        as(tenant.app("stores:write"))
                .body(NANJING_ROAD)
                .put(STORES + "/S-01")
                .then()
                .statusCode(201);
        as(tenant.app("stores:write")).get(STORES).then().statusCode(403);
        as(tenant.app("stores:read")).get(STORES).then().statusCode(200).body("items", hasSize(1));
        as(tenant.app("stores:read")).body("[]").post(STORES).then().statusCode(403);
    }
}
