package dev.shuke.member;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MemberResourceTest extends ApiTest {
    private static final String ZHANG = """
            {"identities":[{"kind":"phone","value":"+86 138 1234 5678"},{"kind":"card","value":"c-1001"}],
             "profile":{"name":"张三丰","gender":"female","birthday":"1990-05-01","email":"SF@Example.com",
              "city":"Shanghai"},
             "attributes":{"favouriteFlavour":"taro","visits":3,"vip":true}}""";

    private TestTenant tenant;
    private String owner;

    @BeforeEach
    void freshTenant() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
    }

    private String create(String body) {
        return as(owner)
                .body(body)
                .post("/v1/members")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    void createsMaskedAndFindsByEverySpelling() {
        String id = as(owner)
                .body(ZHANG)
                .post("/v1/members")
                .then()
                .statusCode(201)
                .body("profile.name", is("张**"))
                .body("profile.birthday", is("1990s"))
                .body("profile.email", is("s***@example.com"))
                .body("profile.gender", is("female"))
                .body("profile.city", is("Shanghai"))
                .body("identities.find { it.kind == 'phone' }.value", is("138****5678"))
                .body("identities.find { it.kind == 'card' }.value", is("****1001"))
                .body("attributes.favouriteFlavour", is("taro"))
                .body("attributes.visits", is(3))
                .body("metrics.frequency", is(0))
                .extract()
                .path("id");
        as(owner).body("""
                {"kind":"phone","value":"+8613812345678"}""").post("/v1/members/lookup").then().statusCode(200).body("id", is(id));
        as(owner).body("""
                {"kind":"card","value":" C-1001 "}""").post("/v1/members/lookup").then().statusCode(200).body("id", is(id));
        as(owner)
                .get("/v1/members/" + id)
                .then()
                .statusCode(200)
                .body("profile.name", is("张**"))
                .body(not(containsString("13812345678")))
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff");
    }

    @Test
    void completesByAnyIdentityAndKeepsWhatIsAbsent() {
        String id = create(ZHANG);
        as(owner)
                .body("""
                {"identities":[{"kind":"card","value":"C-1001"},{"kind":"device","value":"d-1"}],
                 "profile":{"city":"Hangzhou"},"attributes":{"shoe":"42"}}""")
                .post("/v1/members")
                .then()
                .statusCode(200)
                .body("id", is(id))
                .body("identities", hasSize(3))
                .body("profile.name", is("张**"))
                .body("profile.city", is("Hangzhou"))
                .body("attributes.shoe", is("42"))
                .body("attributes.favouriteFlavour", is("taro"));
    }

    @Test
    void refusesIdentitiesOfTwoMembersAndWritesNothing() {
        create(ZHANG);
        create("""
                {"identities":[{"kind":"card","value":"C-2"}]}""");
        as(owner).body("""
                {"identities":[{"kind":"card","value":"C-1001"},{"kind":"card","value":"C-2"},
                 {"kind":"device","value":"d-9"}]}""").post("/v1/members").then().statusCode(409).body("code", is("identity_conflict"));
        as(owner).body("""
                {"kind":"device","value":"d-9"}""").post("/v1/members/lookup").then().statusCode(404);
    }

    @Test
    void patchTellsNullFromAbsent() {
        String id = create(ZHANG);
        as(owner)
                .contentType("application/merge-patch+json")
                .body("""
                {"profile":{"birthday":null,"city":"Suzhou"},"attributes":{"visits":null,"shoe":"41"}}""")
                .patch("/v1/members/" + id)
                .then()
                .statusCode(200)
                .body("profile.birthday", nullValue())
                .body("profile.city", is("Suzhou"))
                .body("profile.name", is("张**"))
                .body("attributes.visits", nullValue())
                .body("attributes.shoe", is("41"))
                .body("attributes.vip", is(true));
    }

    @Test
    void refusesAMaskSentBack() {
        String id = create(ZHANG);
        Response read = as(owner).get("/v1/members/" + id);
        for (String field : new String[] {"name", "email", "birthday"}) {
            String masked = read.path("profile." + field);
            as(owner)
                    .body("{\"profile\":{\"" + field + "\":\"" + masked + "\"}}")
                    .patch("/v1/members/" + id)
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", is("/profile/" + field));
        }
        as(owner).get("/v1/members/" + id).then().body("profile", equalTo(read.path("profile")));
    }

    @Test
    void listsEveryMemberOnce() {
        Set<String> created = new HashSet<>();
        for (int i = 0; i < 7; i++) {
            created.add(create("{\"identities\":[{\"kind\":\"card\",\"value\":\"L-" + i + "\"}]}"));
        }
        Set<String> listed = new HashSet<>();
        String cursor = null;
        int pages = 0;
        do {
            Response page = as(owner)
                    .queryParam("limit", 3)
                    .queryParams(cursor == null ? java.util.Map.of() : java.util.Map.of("cursor", cursor))
                    .get("/v1/members")
                    .then()
                    .statusCode(200);
            listed.addAll(page.<java.util.List<String>>path("items.id"));
            cursor = page.path("nextCursor");
            pages++;
        } while (cursor != null);
        org.assertj.core.api.Assertions.assertThat(listed).isEqualTo(created);
        org.assertj.core.api.Assertions.assertThat(pages).isEqualTo(3);
    }

    @Test
    void aWriterThatMayNotReadGetsTheIdOnly() {
        as(tenant.app("members:write"))
                .body(ZHANG)
                .post("/v1/members")
                .then()
                .statusCode(201)
                .body("profile", nullValue())
                .body("identities", nullValue());
        as(tenant.app("members:write"))
                .get("/v1/members")
                .then()
                .statusCode(403)
                .body("code", is("forbidden"));
    }

    @Test
    void attributesStayFewOverManyRequests() {
        String id = create(ZHANG);
        for (int call = 0; call < 2; call++) {
            int from = call * 40;
            String attributes = java.util.stream.IntStream.range(from, from + 40)
                    .mapToObj(n -> "\"k" + n + "\":1")
                    .collect(java.util.stream.Collectors.joining(","));
            as(owner)
                    .contentType("application/merge-patch+json")
                    .body("{\"attributes\":{" + attributes + "}}")
                    .patch("/v1/members/" + id)
                    .then()
                    .statusCode(call == 0 ? 200 : 422);
        }
        as(owner).get("/v1/members/" + id).then().body("attributes.size()", is(43));
    }

    @Test
    void requestsPrintNoValues() {
        org.assertj.core.api.Assertions.assertThat(
                        new IdentityRequest(dev.shuke.platform.privacy.IdentityKind.PHONE, "+8613812345678", null)
                                .toString())
                .doesNotContain("138");
    }
}
