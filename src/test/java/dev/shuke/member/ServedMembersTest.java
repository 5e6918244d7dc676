package dev.shuke.member;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import dev.shuke.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Managers and associates see the members of their stores, and what those did elsewhere too. */
@QuarkusTest
class ServedMembersTest extends ApiTest {
    private static final String RECENT = Instant.now().minus(1, ChronoUnit.DAYS).toString();

    private TestTenant tenant;
    private String owner;
    private String buyer;
    private String visitor;
    private String stranger;
    private String person;

    @BeforeEach
    void twoStoresAndThreePeople() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
        as(owner).body("{\"name\":\"North\"}").put("/v1/stores/N").then().statusCode(201);
        as(owner).body("{\"name\":\"South\"}").put("/v1/stores/S").then().statusCode(201);
        buyer = member("B");
        visitor = member("V");
        stranger = member("X");
        event("order.paid", "1", "B", "N", "2010-12-01T08:26:00Z");
        event("store.visited", "2", "V", "N", RECENT);
        event("order.paid", "3", "X", "S", RECENT);
        event("product.viewed", "4", "X", "N", RECENT);
        event("product.viewed", "5", "B", null, RECENT);
    }

    @Test
    void whoWorksAtNoStoreSeesNobody() {
        String manager = tenant.staff("manager");
        as(manager).get("/v1/members").then().statusCode(200).body("items", empty());
        as(manager).get("/v1/members/" + buyer).then().statusCode(404);
        as(manager).get("/v1/members/" + buyer + "/timeline").then().statusCode(404);
        lookup(manager, "B", 404);
        as(manager).get("/v1/whoami").then().body("stores", empty());
    }

    @Test
    void aManagerSeesWhoBuysAtTheStoreOrComesToIt() {
        String manager = worker("manager", "N");
        as(manager).get("/v1/members").then().statusCode(200).body("items.id", contains(buyer, visitor));
        as(manager).get("/v1/members/" + buyer).then().statusCode(200).body("metrics.monetary.amount", is(100));
        as(manager).get("/v1/members/" + stranger).then().statusCode(404).body("code", is("not_found"));
        as(manager).get("/v1/members/" + stranger + "/timeline").then().statusCode(404);
        lookup(manager, "V", 200);
        lookup(manager, "X", 404);
        as(manager).get("/v1/whoami").then().body("stores", contains("N"));
    }

    @Test
    void anotherStoreCountsFromTheNextCall() {
        String manager = worker("manager", "N");
        as(manager).get("/v1/members/" + stranger).then().statusCode(404);
        as(owner)
                .body("{\"stores\":[\"S\"]}")
                .patch("/v1/staff/" + person)
                .then()
                .statusCode(200);
        as(manager).get("/v1/members/" + stranger).then().statusCode(200);
        as(manager).get("/v1/members/" + buyer).then().statusCode(404);
    }

    @Test
    void anAssociateSeesWhatIsRecentOnlineTooAndNoAmounts() {
        String associate = worker("associate", "N");
        as(associate)
                .get("/v1/members/" + buyer)
                .then()
                .statusCode(200)
                .body("identities", not(empty()))
                .body("metrics", nullValue());
        as(associate)
                .get("/v1/members/" + buyer + "/timeline")
                .then()
                .statusCode(200)
                .body("items.sourceId", contains("5"))
                .body("items[0]", not(hasKey("amount")));
        as(worker("manager", "N"))
                .get("/v1/members/" + buyer + "/timeline")
                .then()
                .body("items.sourceId", contains("5", "1"))
                .body("items[1].amount.amount", equalTo(100));
    }

    @Test
    void aMergedMembersIdStandsForWhomTheStoreKnowsOrForNobody() {
        String elsewhere = merge(stranger, member("Y"));
        String here = merge(visitor, member("Z"));
        String manager = worker("manager", "N");
        for (String what : List.of("", "/timeline", "/identities")) {
            as(manager).get("/v1/members/" + elsewhere + what).then().statusCode(404);
            as(manager).get("/v1/members/" + here + what).then().statusCode(200);
        }
        as(manager).get("/v1/members/" + here).then().body("id", is(visitor)).body("identities", hasSize(2));
        lookup(manager, "Y", 404);
        lookup(manager, "Z", 200);
        as(manager).get("/v1/members").then().body("items.id", contains(buyer, visitor));
        as(manager).get("/v1/merges").then().statusCode(403);
    }

    @Test
    void whoSeesAllMembersAnywaySeesThemAsThatRoleDoes() {
        String both = Tokens.staff(tenant.slug(), List.of("marketing", "manager"));
        as(both).get("/v1/members")
                .then()
                .body("items.id", containsInAnyOrder(buyer, visitor, stranger))
                .body("items[0]", not(hasKey("identities")));
    }

    private String worker(String role, String store) {
        person = as(owner)
                .body("{\"email\":\"%s@example.com\",\"roles\":[\"%s\"],\"stores\":[\"%s\"]}"
                        .formatted(role, role, store))
                .post("/v1/staff")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        tenant.keycloakHasFollowed();
        return tenant.staff(role);
    }

    private String merge(String into, String from) {
        as(owner)
                .body("{\"from\":\"" + from + "\"}")
                .post("/v1/members/" + into + "/merge")
                .then()
                .statusCode(201);
        return from;
    }

    private void lookup(String token, String card, int status) {
        as(token)
                .body("{\"kind\":\"card\",\"value\":\"%s\"}".formatted(card))
                .post("/v1/members/lookup")
                .then()
                .statusCode(status);
    }

    private String member(String card) {
        return as(owner)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"%s\"}]}".formatted(card))
                .post("/v1/members")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void event(String type, String id, String card, String store, String at) {
        as(owner)
                .body("""
                        {"type":"%s","source":"t","sourceId":"%s","occurredAt":"%s","member":{"kind":"card","value":"%s"},
                         %s"amount":{"amount":100,"currency":"CNY"}}""".formatted(type, id, at, card, store == null ? "" : "\"store\":\"" + store + "\","))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(1));
    }
}
