package dev.shuke.platform.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PreconditionsTest extends ApiTest {
    private static final int MANY = 20;
    private static final String STORE = "/v1/stores/S-1";
    private static final String PERSON =
            "{\"identities\":[{\"kind\":\"phone\",\"value\":\"+8613812345678\"}],\"profile\":{\"name\":\"张三丰\"}}";
    private static final String SEGMENT = """
            {"key":"regulars","name":"Regulars","purpose":"service","kind":"dynamic",
             "rule":{"type":"metric","metric":"frequency","op":"gte","value":3}}""";

    private TestTenant tenant;
    private String owner;

    @BeforeEach
    void freshTenant() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
    }

    private String member() {
        return "/v1/members/" + as(owner).body(PERSON).post("/v1/members").path("id");
    }

    private Response patch(String path, String ifMatch, String body) {
        return as(owner).header("If-Match", ifMatch).body(body).patch(path).then();
    }

    private String etag(String path) {
        return as(owner).get(path).then().statusCode(200).extract().header("ETag");
    }

    @Test
    void aWriteAnswersWithTheTagThatAReadWillHave() {
        Response person = as(owner).body(PERSON).post("/v1/members");
        Response segment = as(owner).body(SEGMENT).post("/v1/segments");
        Response store = as(owner).body("{\"name\":\"One\"}").put(STORE);
        Response product = as(owner)
                .body(
                        "{\"name\":\"Tea\",\"attributes\":{\"b\":1,\"a\":\"x\"},\"cost\":{\"amount\":5,\"currency\":\"CNY\"}}")
                .put("/v1/products/T-7");
        for (Response written : List.of(person, segment, store, product)) {
            assertThat(written.statusCode()).isEqualTo(201);
            Response read = as(owner).get(written.header("Location"));
            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(read.header("ETag")).isEqualTo(written.header("ETag")).matches("\"[A-Za-z0-9_-]{22}\"");
            assertThat(read.asString()).isEqualTo(written.asString());
        }
    }

    @Test
    void whoHasItAlreadyIsToldSo() {
        String member = member();
        String etag = etag(member);
        for (String known : List.of(etag, "W/" + etag, "\"other\", " + etag, "*")) {
            as(owner)
                    .header("If-None-Match", known)
                    .get(member)
                    .then()
                    .statusCode(304)
                    .header("ETag", etag)
                    .body(is(emptyString()));
        }
        patch(member, etag, "{\"profile\":{\"city\":\"Hangzhou\"}}").statusCode(200);
        as(owner)
                .header("If-None-Match", etag)
                .get(member)
                .then()
                .statusCode(200)
                .header("ETag", not(etag))
                .body("profile.city", is("Hangzhou"));
    }

    @Test
    void aTagIsOfWhatTheCallerSees() {
        as(owner)
                .body("{\"name\":\"Tea\",\"cost\":{\"amount\":5,\"currency\":\"CNY\"}}")
                .put("/v1/products/T-7");
        String seen = as(tenant.staff("analyst")).get("/v1/products/T-7").header("ETag");
        assertThat(seen).isNotEqualTo(etag("/v1/products/T-7"));
        as(tenant.staff("analyst"))
                .header("If-None-Match", seen)
                .get("/v1/products/T-7")
                .then()
                .statusCode(304);
    }

    @Test
    void whoMayWriteAndNotReadHasTagsOfHisOwn() {
        String app = tenant.app("members:write");
        Response made = as(app).body(PERSON).post("/v1/members");
        String member = made.header("Location");
        as(app).header("If-Match", made.header("ETag"))
                .body("{\"attributes\":{\"a\":1}}")
                .patch(member)
                .then()
                .statusCode(200);
        as(app).header("If-Match", made.header("ETag"))
                .body("{\"attributes\":{\"a\":2}}")
                .patch(member)
                .then()
                .statusCode(412);
    }

    @Test
    void aChangeOfWhatIsNoLongerSoIsRefused() {
        String member = member();
        String first = etag(member);
        String second = patch(member, first, "{\"profile\":{\"city\":\"Hangzhou\"}}")
                .statusCode(200)
                .extract()
                .header("ETag");
        assertThat(second).isEqualTo(etag(member)).isNotEqualTo(first);
        patch(member, first, "{\"profile\":{\"city\":\"Suzhou\"}}")
                .statusCode(412)
                .body("code", is("precondition_failed"));
        patch(member, "W/" + second, "{\"profile\":{\"city\":\"Suzhou\"}}").statusCode(412);
        as(owner).get(member).then().body("profile.city", is("Hangzhou"));
        patch(member, "\"x\"," + second, "{\"profile\":{\"city\":\"Suzhou\"}}").statusCode(200);
        patch(member, "*", "{\"profile\":{\"city\":\"Wuxi\"}}").statusCode(200);
        patch("/v1/members/01a200c4-a0a0-7678-9d39-9b06ad088a8c", "*", "{}").statusCode(404);
    }

    @Test
    void segmentsAreChangedAndDeletedOnConditionToo() {
        String segment = as(owner).body(SEGMENT).post("/v1/segments").header("Location");
        String first = etag(segment);
        patch(segment, first, "{\"name\":\"Often\"}").statusCode(200);
        patch(segment, first, "{\"name\":\"Never\"}").statusCode(412);
        as(owner).header("If-Match", first).delete(segment).then().statusCode(412);
        as(owner).header("If-Match", etag(segment)).delete(segment).then().statusCode(204);
    }

    @Test
    void theOwnTenantIsChangedOnConditionToo() {
        String first = etag("/v1/tenant");
        patch("/v1/tenant", first, "{\"name\":\"Two\"}").statusCode(200).header("ETag", not(first));
        patch("/v1/tenant", first, "{\"name\":\"Three\"}").statusCode(412);
        patch("/v1/tenant", etag("/v1/tenant"), "{\"name\":\"Four\"}")
                .statusCode(200)
                .body("name", is("Four"));
    }

    @Test
    void whatIsWrittenOverIsWhatWasRead() {
        as(owner)
                .header("If-Match", "*")
                .body("{\"name\":\"One\"}")
                .put(STORE)
                .then()
                .statusCode(412);
        as(owner)
                .header("If-None-Match", "*")
                .body("{\"name\":\"One\"}")
                .put(STORE)
                .then()
                .statusCode(201);
        as(owner)
                .header("If-None-Match", "*")
                .body("{\"name\":\"Two\"}")
                .put(STORE)
                .then()
                .statusCode(412);
        String first = etag(STORE);
        as(owner)
                .header("If-Match", first)
                .body("{\"name\":\"Two\"}")
                .put(STORE)
                .then()
                .statusCode(200);
        as(owner)
                .header("If-Match", first)
                .body("{\"name\":\"Three\"}")
                .put(STORE)
                .then()
                .statusCode(412);
        as(owner)
                .header("If-None-Match", first)
                .body("{\"name\":\"Three\"}")
                .put(STORE)
                .then()
                .statusCode(200);
        as(owner).get(STORE).then().body("name", is("Three"));
    }

    @Test
    void exactlyOneOfManyWhoSawTheSameChangesIt() throws Exception {
        String member = member();
        String etag = etag(member);
        assertThat(atOnce(i -> patch(member, etag, "{\"profile\":{\"city\":\"City " + i + "\"}}")))
                .containsOnlyOnce(200)
                .containsOnly(200, 412);
        String segment = as(owner).body(SEGMENT).post("/v1/segments").header("Location");
        String rule = etag(segment);
        assertThat(atOnce(i -> patch(segment, rule, "{\"name\":\"Name " + i + "\"}")))
                .containsOnlyOnce(200)
                .containsOnly(200, 412);
        assertThat(atOnce(i -> as(owner)
                        .header("If-None-Match", "*")
                        .body("{\"name\":\"Store " + i + "\"}")
                        .put(STORE)
                        .then()))
                .containsOnlyOnce(201)
                .containsOnly(201, 412);
    }

    @Test
    void changesOfDifferentFieldsAreAllKept() throws Exception {
        String member = member();
        List<String> profile = List.of("\"city\":\"Wuxi\"", "\"gender\":\"female\"", "\"birthday\":\"1990-05-01\"");
        assertThat(atOnce(i -> as(owner)
                        .body("{\"profile\":{%s},\"attributes\":{\"a%d\":%d}}".formatted(profile.get(i % 3), i, i))
                        .patch(member)
                        .then()))
                .containsOnly(200);
        Response kept = as(owner).get(member);
        assertThat(kept.<Map<String, Integer>>path("attributes")).hasSize(MANY).containsEntry("a19", 19);
        assertThat(kept.<Map<String, String>>path("profile")).containsKeys("city", "gender", "birthday", "name");
    }

    private List<Integer> atOnce(IntFunction<Response> call) throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = IntStream.range(0, MANY)
                    .mapToObj(i -> callers.submit(() -> call.apply(i).extract().statusCode()))
                    .toList();
            return answers.stream()
                    .map(answer -> {
                        try {
                            return answer.get();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CANARY",
                "\"CANARY",
                "CANARY\"",
                "\"a\" \"CANARY\"",
                "w/\"CANARY\"",
                "*,\"CANARY\"",
                "**",
                "\"a\",",
                "\"CAN ARY\"",
                "'CANARY'"
            })
    void conditionsAreTagsInQuotes(String broken) {
        String member = member();
        for (String header : List.of("If-Match", "If-None-Match")) {
            as(owner)
                    .header(header, broken)
                    .body("{\"profile\":{\"city\":\"Wuxi\"}}")
                    .patch(member)
                    .then()
                    .statusCode(400)
                    .body("code", is("invalid_parameter"))
                    .body("errors[0].parameter", is(header))
                    .body(not(org.hamcrest.Matchers.containsString("CANARY")));
            as(owner).header(header, broken).get(member).then().statusCode(400);
        }
        as(owner).get(member).then().body("profile.city", nullValue());
    }

    @Test
    void whoPrefersLittleGetsLittle() {
        Response made = as(owner)
                .header("Prefer", "respond-async, return=minimal; x=y")
                .body(PERSON)
                .post("/v1/members");
        made.then()
                .statusCode(201)
                .header("Preference-Applied", "return=minimal")
                .body(is(emptyString()));
        String member = made.header("Location");
        assertThat(made.header("ETag")).isEqualTo(etag(member));
        as(owner)
                .header("Prefer", "return=minimal")
                .body("{\"profile\":{\"city\":\"Wuxi\"}}")
                .patch(member)
                .then()
                .statusCode(204)
                .header("ETag", etag(member))
                .header("Content-Type", nullValue());
        as(owner)
                .header("Prefer", "return=representation")
                .body("{}")
                .patch(member)
                .then()
                .statusCode(200)
                .body("profile.city", is("Wuxi"));
        as(owner)
                .header("Prefer", "return=minimal")
                .body("{\"kind\":\"phone\",\"value\":\"+8613812345678\"}")
                .post("/v1/members/lookup")
                .then()
                .statusCode(200)
                .body("profile.city", is("Wuxi"));
        as(owner)
                .header("Prefer", "return=minimal")
                .body("[]")
                .post("/v1/stores")
                .then()
                .statusCode(200);
    }

    @Test
    void peopleAreNotCachedAndThingsAreAskedForAgain() {
        as(owner).get(member()).then().header("Cache-Control", "no-store");
        as(owner).get("/v1/members").then().header("Cache-Control", "no-store").header("ETag", nullValue());
        Response store = as(owner)
                .body("{\"name\":\"One\"}")
                .pathParam("code", "上海/1 %2F")
                .put("/v1/stores/{code}");
        store.then().statusCode(201).header("Cache-Control", "private, no-cache");
        assertThat(store.headers().allValues("Vary")).contains("Authorization, X-Tenant");
        as(owner).get(store.header("Location")).then().statusCode(200).body("code", is("上海/1 %2F"));
    }
}
