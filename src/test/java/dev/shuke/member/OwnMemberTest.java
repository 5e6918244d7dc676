package dev.shuke.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A member sees himself in clear, changes himself, and meets nobody else. */
@QuarkusTest
class OwnMemberTest extends ApiTest {
    private static final String ME = "/v1/me";

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private String id;
    private String session;

    @BeforeEach
    void make() {
        id = as(tenant.staff("owner"))
                .body("""
                        {"identities":[{"kind":"phone","value":"+8613812345678"},{"kind":"card","value":"C-1001"},
                          {"kind":"wechat_openid","value":"oABCDEF"},{"kind":"device","value":"D-1"}],
                         "profile":{"name":"张三丰","gender":"female","birthday":"1990-05-01","email":"sf@example.com",
                          "city":"Shanghai"},
                         "attributes":{"risk":"high"}}""")
                .post("/v1/members")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        session = session(tenant, "wechat_openid", "oABCDEF");
    }

    private Response patch(String body) {
        return as(session)
                .contentType("application/merge-patch+json")
                .body(body)
                .patch(ME)
                .then();
    }

    private Response asStaffSees() {
        return as(tenant.staff("owner")).get("/v1/members/" + id);
    }

    @Test
    void seesHimselfInClear() {
        as(session)
                .get(ME)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("id", is(id))
                .body("profile.name", is("张三丰"))
                .body("profile.gender", is("female"))
                .body("profile.birthday", is("1990-05-01"))
                .body("profile.email", is("sf@example.com"))
                .body("profile.city", is("Shanghai"))
                .body("identities.kind", contains("card", "phone"))
                .body("identities.value", contains("C-1001", "+8613812345678"));
    }

    @Test
    void isNotShownWhatTheMerchantNotes() {
        as(session).get(ME).then().body("attributes", nullValue()).body("metrics", nullValue());
        assertThat(as(session).get(ME).asString()).doesNotContain("risk", "oABCDEF", "D-1");
    }

    @Test
    void staffGoOnSeeingMasks() {
        asStaffSees().then().body("profile.name", is("张**"));
    }

    @Test
    void changesHimself() {
        patch("{\"profile\":{\"name\":\"李雷\",\"city\":null}}")
                .statusCode(200)
                .body("profile.name", is("李雷"))
                .body("profile.city", nullValue())
                .body("profile.email", is("sf@example.com"));
        asStaffSees().then().body("profile.name", is("李**")).body("attributes.risk", is("high"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"profile\":{\"name\":\"张**\"}}",
                "{\"profile\":{\"email\":\"s***@example.com\"}}",
                "{\"profile\":{\"birthday\":\"1990s\"}}",
                "{\"attributes\":{\"risk\":\"low\"}}",
                "{\"identities\":[{\"kind\":\"phone\",\"value\":\"+8613900000000\"}]}",
                "{\"id\":\"0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f\"}"
            })
    void changesNeitherByAMaskNorWhatIsNotHisToChange(String body) {
        String before = as(session).get(ME).asString();
        patch(body).statusCode(422).body("code", is("validation_failed"));
        assertThat(as(session).get(ME).asString()).isEqualTo(before);
    }

    @Test
    void changesOnlyWhatHeKnows() {
        String tag = as(session).get(ME).header("ETag");
        as(session).header("If-None-Match", tag).get(ME).then().statusCode(304);
        as(session)
                .header("If-Match", tag)
                .body("{\"profile\":{\"city\":\"Hangzhou\"}}")
                .patch(ME)
                .then()
                .statusCode(200)
                .header("ETag", not(is(tag)));
        as(session)
                .header("If-Match", tag)
                .body("{\"profile\":{\"city\":\"Beijing\"}}")
                .patch(ME)
                .then()
                .statusCode(412);
        as(session).get(ME).then().body("profile.city", is("Hangzhou"));
    }

    @Test
    void meetsNobodyElse() {
        String other = session(tenant, "card", "C-2002");
        as(other)
                .get(ME)
                .then()
                .body("id", not(is(id)))
                .body("identities.value", contains("C-2002"))
                .body("profile.name", nullValue());
        as(other).body("{\"profile\":{\"name\":\"王五\"}}").patch(ME).then().statusCode(200);
        as(session).get(ME).then().body("profile.name", is("张三丰"));
    }
}
