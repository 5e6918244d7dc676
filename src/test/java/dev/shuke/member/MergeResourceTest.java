package dev.shuke.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MergeResourceTest extends ApiTest {
    private TestTenant tenant;
    private String owner;

    @BeforeEach
    void freshTenant() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
    }

    private String create(String card, String rest) {
        return as(owner)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"" + card + "\"}]" + rest + "}")
                .post("/v1/members")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private Response merge(String into, String from) {
        return as(owner)
                .body("{\"from\":\"" + from + "\"}")
                .post("/v1/members/" + into + "/merge")
                .then();
    }

    private String merged(String into, String from) {
        return merge(into, from).statusCode(201).extract().path("id");
    }

    private Response undo(String merge) {
        return as(owner).post("/v1/merges/" + merge + "/undo").then();
    }

    private Response read(String member) {
        return as(owner).get("/v1/members/" + member).then().statusCode(200);
    }

    private List<String> events(String member) {
        return as(owner).get("/v1/members/" + member + "/timeline").path("items.sourceId");
    }

    private void buy(String card, String sourceId) {
        as(owner)
                .body("""
                        {"type":"order.paid","source":"pos","sourceId":"%s","occurredAt":"2026-01-02T03:04:05Z",
                         "member":{"kind":"card","value":"%s"},"amount":{"amount":100,"currency":"CNY"}}""".formatted(sourceId, card))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(1));
    }

    private void patch(String member, String body) {
        as(owner).body(body).patch("/v1/members/" + member).then().statusCode(200);
    }

    @Test
    void oneHasWhatBothHad() {
        String into = create("C-1", ",\"profile\":{\"city\":\"Shanghai\"},\"attributes\":{\"size\":\"m\"}");
        String from = create("C-2", """
                ,"profile":{"name":"张三丰","email":"sf@example.com","birthday":"1990-05-01","city":"Hangzhou"},
                 "attributes":{"size":"l","visits":3}""");
        buy("C-1", "one");
        buy("C-2", "two");
        String id = merge(into, from)
                .statusCode(201)
                .body("into", is(into))
                .body("from", is(from))
                .body("cause", is("request"))
                .extract()
                .path("id");
        read(into)
                .body("mergedInto", nullValue())
                .body("identities.value", containsInAnyOrder("****", "****"))
                .body("profile.name", is("张**"))
                .body("profile.email", is("s***@example.com"))
                .body("profile.birthday", is("1990s"))
                .body("profile.city", is("Shanghai"))
                .body("attributes", is(Map.of("size", "m", "visits", 3)))
                .body("metrics.frequency", is(2))
                .body("metrics.monetary.amount", is(200));
        read(from).body("id", is(into)).body("mergedInto", is(into)).body("metrics.frequency", is(2));
        assertThat(events(from)).containsExactlyInAnyOrder("one", "two");
        as(owner).get("/v1/members").then().body("items.id", contains(into));
        as(owner)
                .body("{\"kind\":\"card\",\"value\":\"C-2\"}")
                .post("/v1/members/lookup")
                .then()
                .body("id", is(into));
        as(owner).get("/v1/merges/" + id).then().body("undoneAt", nullValue());
        as(owner).get("/v1/merges").then().body("items.id", contains(id));
    }

    @Test
    void undoRestoresBoth() {
        String into = create("C-1", "");
        String from =
                create("C-2", ",\"profile\":{\"name\":\"张三丰\",\"city\":\"Hangzhou\"},\"attributes\":{\"a\":1.50}");
        buy("C-1", "one");
        buy("C-2", "two");
        Map<String, Object> intoBefore = read(into).extract().path("$");
        Map<String, Object> fromBefore = read(from).extract().path("$");
        String merge = merged(into, from);
        undo(merge).statusCode(200).body("undoneAt", notNullValue());
        undo(merge).statusCode(200).body("undoneAt", notNullValue());
        assertThat(read(from).extract().<Map<String, Object>>path("$")).isEqualTo(fromBefore);
        Map<String, Object> intoAfter = read(into).extract().path("$");
        intoAfter.put("updatedAt", intoBefore.get("updatedAt")); // it has changed twice
        assertThat(intoAfter).isEqualTo(intoBefore);
        assertThat(events(into)).containsExactly("one");
        assertThat(events(from)).containsExactly("two");
        merge(into, from).statusCode(201);
    }

    @Test
    void whatCameByAnIdentityGoesBackAndWhatWasWrittenByIdStays() {
        String into = create("C-1", "");
        String from = create("C-2", ",\"profile\":{\"city\":\"Hangzhou\"},\"attributes\":{\"a\":\"1\",\"b\":\"2\"}");
        String merge = merged(into, from);
        buy("C-2", "two");
        patch(from, "{\"profile\":{\"gender\":\"female\"},\"attributes\":{\"a\":\"1\",\"c\":\"3\"}}");
        as(owner)
                .body("{\"kind\":\"card\",\"value\":\"C-3\"}")
                .post("/v1/members/" + from + "/identities")
                .then()
                .statusCode(201);
        read(into).body("profile.city", is("Hangzhou")).body("attributes.b", is("2"));
        undo(merge).statusCode(200);
        read(into)
                .body("profile.city", nullValue())
                .body("profile.gender", is("female"))
                .body("attributes", is(Map.of("a", "1", "c", "3")))
                .body("identities", hasSize(2))
                .body("metrics.frequency", is(0));
        read(from)
                .body("profile.gender", nullValue())
                .body("attributes", is(Map.of("a", "1", "b", "2")))
                .body("identities", hasSize(1))
                .body("metrics.frequency", is(1));
        assertThat(events(from)).containsExactly("two");
    }

    @Test
    void mergesAreUndoneInAnyOrder() {
        String a = create("C-1", ",\"profile\":{\"city\":\"Hangzhou\"}");
        String b = create("C-2", "");
        String c = create("C-3", "");
        String first = merged(b, a);
        String second = merged(c, b);
        buy("C-1", "one");
        buy("C-2", "two");
        read(a).body("id", is(c)).body("metrics.frequency", is(2)).body("profile.city", is("Hangzhou"));
        undo(first).statusCode(200);
        read(a).body("id", is(a)).body("metrics.frequency", is(1)).body("profile.city", is("Hangzhou"));
        read(b).body("id", is(c)).body("metrics.frequency", is(1)).body("profile.city", nullValue());
        undo(second).statusCode(200);
        read(b).body("id", is(b)).body("profile.city", nullValue());
        assertThat(events(a)).containsExactly("one");
        assertThat(events(b)).containsExactly("two");
        assertThat(events(c)).isEmpty();
    }

    @Test
    void refusesWhatMakesNoSense() {
        String one = create("C-1", "");
        String other = create("C-2", "");
        merge(one, one).statusCode(409).body("code", is("same_member"));
        merge(one, UUID.randomUUID().toString())
                .statusCode(422)
                .body("code", is("unknown_member"))
                .body("errors[0].pointer", is("/from"));
        merge(UUID.randomUUID().toString(), one).statusCode(404);
        merged(one, other);
        merge(one, other).statusCode(409).body("code", is("same_member"));
        merge(other, one).statusCode(409).body("code", is("same_member"));
        undo(UUID.randomUUID().toString()).statusCode(404);
        as(tenant.app("members:read"))
                .body("{\"from\":\"" + other + "\"}")
                .post("/v1/members/" + one + "/merge")
                .then()
                .statusCode(403);
    }

    @Test
    void erasingOneErasesAllWhoAreTheSame() {
        String into = create("C-1", "");
        String from = create("C-2", ",\"profile\":{\"name\":\"张三丰\"}");
        String merge = merged(into, from);
        as(owner).delete("/v1/members/" + from).then().statusCode(204);
        as(owner).get("/v1/members/" + into).then().statusCode(404);
        as(owner).get("/v1/members/" + from).then().statusCode(404);
        undo(merge).statusCode(404);
        assertThat(keysOf(into, from)).isEqualTo(0);
    }

    /** How many of the two keys are still there. */
    private static int keysOf(String one, String other) {
        try (Connection superuser = TestTenant.connect("postgres");
                Statement statement = superuser.createStatement();
                ResultSet count = statement.executeQuery(
                        "select count(*) from member where length(data_key) > 0 and id in ('%s', '%s')"
                                .formatted(one, other))) {
            count.next();
            return count.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void mergeOn(String kinds) {
        as(owner)
                .body("{\"settings\":{\"mergeOn\":[" + kinds + "]}}")
                .patch("/v1/tenant")
                .then()
                .statusCode(200);
    }

    private Response together(String path, String one, String other) {
        String identity = "{\"kind\":\"%s\",\"value\":\"%s\"}";
        String body = "{\"identities\":["
                + Stream.of(one, other)
                        .map(named -> identity.formatted((Object[]) named.split("=")))
                        .collect(Collectors.joining(","))
                + "],\"attributes\":{\"seen\":1}}";
        return as(owner)
                .body(path.endsWith("batch") ? "[" + body + "]" : body)
                .post(path)
                .then();
    }

    @Test
    void theTenantSaysWhatProvesTwoToBeOne() {
        String older = create("C-1", ",\"profile\":{\"city\":\"Shanghai\"}");
        as(owner)
                .body("{\"kind\":\"device\",\"value\":\"d-1\"}")
                .post("/v1/members/" + older + "/identities")
                .then()
                .statusCode(201);
        String newer = as(owner)
                .body("{\"identities\":[{\"kind\":\"phone\",\"value\":\"+8613812345678\"}]}")
                .post("/v1/members")
                .path("id");
        together("/v1/members", "card=C-1", "phone=+8613812345678").statusCode(409);
        mergeOn("\"phone\"");
        together("/v1/members", "card=C-1", "phone=+8613812345678")
                .statusCode(409)
                .body("code", is("identity_conflict"));
        mergeOn("\"phone\",\"card\"");
        together("/v1/members", "device=d-1", "phone=+8613812345678").statusCode(409);
        together("/v1/members", "phone=+8613812345678", "card=C-1")
                .statusCode(200)
                .body("id", is(older))
                .body("identities", hasSize(3))
                .body("attributes.seen", is(1));
        read(newer).body("id", is(older));
        String merge = as(owner)
                .get("/v1/merges")
                .then()
                .body("items.cause", contains("policy"))
                .extract()
                .path("items[0].id");
        undo(merge).statusCode(200);
        read(newer).body("id", is(newer)).body("attributes.seen", nullValue());
        together("/v1/members/batch", "phone=+8613812345678", "card=C-1")
                .statusCode(200)
                .body("updated", is(1));
        read(newer).body("id", is(older)).body("attributes.seen", is(1));
    }

    @Test
    void aBatchRefusesTheRowsWithoutProof() {
        create("C-1", "");
        create("C-2", "");
        as(owner)
                .body("{\"identities\":[{\"kind\":\"device\",\"value\":\"d-1\"}]}")
                .post("/v1/members")
                .then()
                .statusCode(201);
        mergeOn("\"card\"");
        as(owner)
                .body("""
                        [{"identities":[{"kind":"card","value":"C-1"},{"kind":"device","value":"d-1"}]},
                         {"identities":[{"kind":"card","value":"C-1"},{"kind":"card","value":"C-2"}]}]""")
                .post("/v1/members/batch")
                .then()
                .statusCode(200)
                .body("updated", is(1))
                .body("rejected.index", contains(0))
                .body("rejected[0].code", is("identity_conflict"));
        as(owner).get("/v1/members").then().body("items", hasSize(2));
    }

    /** Two merges cross while events and profiles come in: one of the merges wins, and whatever was accepted is there. */
    @Test
    void nothingIsLostBesideTraffic() {
        String one = create("C-1", "");
        String other = create("C-2", "");
        for (int round = 0; round < 5; round++) {
            String prefix = "r" + round + "-";
            List<CompletableFuture<Integer>> crossing = List.of(
                    atOnce(() -> merge(one, other).extract().statusCode()),
                    atOnce(() -> merge(other, one).extract().statusCode()));
            List<CompletableFuture<Void>> traffic = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> {
                                buy(i % 2 == 0 ? "C-1" : "C-2", prefix + i);
                                as(owner)
                                        .body("""
                                        {"identities":[{"kind":"card","value":"C-%d"},{"kind":"device","value":"%s"}],
                                         "attributes":{"k%d":"%s"}}""".formatted(i % 2 + 1, prefix + i, i, prefix))
                                        .post("/v1/members")
                                        .then()
                                        .statusCode(200);
                            },
                            Thread::startVirtualThread))
                    .toList();
            assertThat(crossing.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(201, 409);
            traffic.forEach(CompletableFuture::join);
            String living = read(one).extract().path("id");
            assertThat(living).isEqualTo(read(other).extract().path("id"));
            JsonPath member = read(living).extract().jsonPath();
            assertThat(member.getInt("metrics.frequency")).isEqualTo(8 * (round + 1));
            assertThat(member.getList("identities")).hasSize(2 + 8 * (round + 1));
            assertThat(events(living)).hasSize(Math.min(50, 8 * (round + 1)));
            undo(as(owner).get("/v1/merges?limit=1").path("items[0].id")).statusCode(200);
            assertThat(events(one)).hasSize(4 * (round + 1)).allMatch(id -> (id.charAt(3) - '0') % 2 == 0);
            assertThat(events(other)).hasSize(4 * (round + 1)).allMatch(id -> (id.charAt(3) - '0') % 2 == 1);
        }
    }
}
