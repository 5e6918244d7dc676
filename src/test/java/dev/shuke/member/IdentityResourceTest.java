package dev.shuke.member;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IdentityResourceTest extends ApiTest {
    private String owner;

    @BeforeEach
    void tenant() {
        owner = TestTenant.create("Asia/Shanghai", "CNY").staff("owner");
    }

    private String create(String card) {
        return as(owner)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"%s\"}]}".formatted(card))
                .post("/v1/members")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private Response bind(String member, String body) {
        return as(owner)
                .body(body)
                .post("/v1/members/" + member + "/identities")
                .then();
    }

    private Response lookup(String body) {
        return as(owner).body(body).post("/v1/members/lookup").then();
    }

    @Test
    void whatIsBoundFindsTheMember() {
        String id = create("C-1");
        bind(id, """
                {"kind":"phone","value":"+86 138-1234-5678"}""")
                .statusCode(201)
                .body("value", is("138****5678"))
                .body("verified", is(false))
                .body("id", notNullValue());
        lookup("{\"kind\":\"phone\",\"value\":\"+8613812345678\"}")
                .statusCode(200)
                .body("id", is(id));
        as(owner)
                .get("/v1/members/" + id + "/identities")
                .then()
                .statusCode(200)
                .body("items.kind", contains("card", "phone"));
    }

    @Test
    void oneSpellingForEachKind() {
        String id = create("c-1");
        bind(id, "{\"kind\":\"card\",\"value\":\" C-1 \"}").statusCode(200);
        bind(id, "{\"kind\":\"email\",\"value\":\"Sf@Example.com\"}").statusCode(201);
        bind(id, "{\"kind\":\"email\",\"value\":\"sf@example.com\"}").statusCode(200);
        bind(id, "{\"kind\":\"external\",\"value\":\"Ab\"}").statusCode(201);
        bind(id, "{\"kind\":\"external\",\"value\":\"aB\"}").statusCode(201);
    }

    @Test
    void theSameOpenidOfAnotherAppIsAnotherIdentity() {
        String one = create("C-1");
        String other = create("C-2");
        String openid = "{\"kind\":\"wechat_openid\",\"value\":\"oAbc\",\"issuer\":\"%s\"}";
        bind(one, openid.formatted("wx1")).statusCode(201).body("issuer", is("wx1"));
        bind(other, openid.formatted("wx2")).statusCode(201);
        bind(other, openid.formatted("wx1")).statusCode(409).body("code", is("identity_taken"));
        lookup(openid.formatted("wx1")).body("id", is(one));
        lookup(openid.formatted("wx2")).body("id", is(other));
        lookup("{\"kind\":\"wechat_openid\",\"value\":\"oAbc\"}").statusCode(404);
        lookup("{\"kind\":\"wechat_openid\",\"value\":\"wx1|oAbc\"}").statusCode(404);
    }

    @Test
    void verifiedStaysVerified() {
        String id = create("C-1");
        String claimed = "{\"kind\":\"phone\",\"value\":\"+8613812345678\"}";
        bind(id, claimed).statusCode(201).body("verifiedAt", nullValue());
        String verifiedAt = bind(id, """
                {"kind":"phone","value":"+8613812345678","verified":true}""")
                .statusCode(200)
                .body("verified", is(true))
                .extract()
                .path("verifiedAt");
        bind(id, claimed).statusCode(200).body("verified", is(true)).body("verifiedAt", is(verifiedAt));
    }

    @Test
    void anotherMembersIdentityIsNotVerifiedOnTheWay() {
        String one = create("C-1");
        String other = create("C-2");
        bind(other, "{\"kind\":\"card\",\"value\":\"C-1\",\"verified\":true}").statusCode(409);
        as(owner)
                .get("/v1/members/" + one + "/identities")
                .then()
                .body("items", hasSize(1))
                .body("items[0].verified", is(false));
    }

    @Test
    void whatIsUnboundIsNobodys() {
        String id = create("C-1");
        String phone = bind(id, "{\"kind\":\"phone\",\"value\":\"+8613812345678\"}")
                .extract()
                .path("id");
        String path = "/v1/members/" + id + "/identities/";
        as(owner)
                .delete("/v1/members/" + create("C-2") + "/identities/" + phone)
                .then()
                .statusCode(404);
        as(owner).delete(path + phone).then().statusCode(204);
        as(owner).delete(path + phone).then().statusCode(404);
        lookup("{\"kind\":\"phone\",\"value\":\"+8613812345678\"}").statusCode(404);
        as(owner)
                .body("{\"identities\":[{\"kind\":\"phone\",\"value\":\"+8613812345678\"}]}")
                .post("/v1/members")
                .then()
                .statusCode(201)
                .body("id", not(id));
    }

    @Test
    void theLastIdentityStays() {
        String id = create("C-1");
        String path = "/v1/members/" + id + "/identities";
        String card = as(owner).get(path).path("items[0].id");
        as(owner).delete(path + "/" + card).then().statusCode(409).body("code", is("last_identity"));
        as(owner).delete(path + "/" + UUID.randomUUID()).then().statusCode(404);
        lookup("{\"kind\":\"card\",\"value\":\"C-1\"}").body("id", is(id));
    }
}
