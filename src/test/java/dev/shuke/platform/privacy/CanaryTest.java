package dev.shuke.platform.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Words that stand for people's names, phones, cards and addresses are sent in by every way there is, also by calls that
 * fail; then they are looked for wherever something is kept or told: rows, Redis, the log, answers.
 */
@QuarkusTest
class CanaryTest extends ApiTest {
    private static final String NAME = "欧阳金丝雀";
    private static final String GIVEN_NAME = "阳金丝雀";
    private static final String MAILBOX = "canary.mailbox.5523";
    private static final String STAFF_MAILBOX = "canary.staff.8841";
    private static final String PHONE = "13855238841";
    private static final String CARD = "CANARY-CARD-55238841";
    private static final String OPENID = "oCanary55238841";
    /** Nobody but the scanners' own proof sends it. */
    private static final String PLANTED = "planted-55238841";

    private static final List<String> CANARIES =
            List.of(GIVEN_NAME, MAILBOX, STAFF_MAILBOX, PHONE, PHONE.substring(2), CARD, OPENID);

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");
    private final LogTap log = new LogTap();
    private RedisTap redis;

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(log);
        redis = RedisTap.open();
    }

    @AfterEach
    void leave() {
        Logger.getLogger("").removeHandler(log);
        redis.close();
    }

    @Test
    void nothingPersonalIsKeptOrToldInClear() {
        List<String> answers = Stream.concat(taken(), refused()).toList();
        assertThat(answers).noneMatch(CanaryTest::sings);
        assertThat(Rows.containing(CANARIES)).isEmpty();
        assertThat(log.text()).satisfies(CanaryTest::isSilent);
        assertThat(redis.heardAfter(as(owner)::get)).satisfies(CanaryTest::isSilent);
    }

    /** That the scanners hear what there is to hear. */
    @Test
    void whatIsInClearIsFound() {
        as(owner)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"" + UUID.randomUUID()
                        + "\"}],\"profile\":{\"city\":\"" + PLANTED + "\"}}")
                .post("/v1/members")
                .then()
                .statusCode(201);
        assertThat(Rows.containing(List.of(PLANTED))).containsExactly("public.member: " + PLANTED);
        org.jboss.logging.Logger.getLogger(CanaryTest.class).warn(PLANTED);
        assertThat(log.text()).contains(PLANTED);
        assertThat(redis.heardAfter(as(owner)::get)).contains(tenant.id().toString());
    }

    private Stream<String> taken() {
        String id = ok(as(owner).body(member()).post("/v1/members")).path("id");
        return Stream.of(
                        as(owner).get("/v1/members/" + id),
                        as(owner).get("/v1/members"),
                        as(owner)
                                .header("Idempotency-Key", UUID.randomUUID())
                                .body(member())
                                .post("/v1/members"),
                        as(owner)
                                .header("Idempotency-Key", UUID.randomUUID())
                                .body("[" + member() + "]")
                                .post("/v1/members/batch"),
                        as(owner).body(identity("phone", "+86" + PHONE)).post("/v1/members/lookup"),
                        as(owner).body(identity("card", CARD)).post("/v1/members/lookup"),
                        as(owner)
                                .contentType("application/merge-patch+json")
                                .body("{\"profile\":{\"name\":\"%s\",\"email\":\"%s@example.com\"}}"
                                        .formatted(NAME, MAILBOX))
                                .patch("/v1/members/" + id),
                        as(owner).body(event("card", CARD)).post("/v1/events"),
                        as(owner)
                                .contentType("application/x-ndjson")
                                .body(member() + "\n" + member().replace("card", "fax"))
                                .post("/v1/imports?kind=members"),
                        as(owner).get("/v1/members/" + id + "/timeline"),
                        as(owner)
                                .body("{\"email\":\"%s@example.com\",\"roles\":[\"marketing\"]}"
                                        .formatted(STAFF_MAILBOX))
                                .post("/v1/staff"),
                        as(owner).get("/v1/staff"))
                .map(answer -> ok(answer).asString());
    }

    /** By one fault each, the word in the place of the fault: of a value, for a pointer names the field that is wrong. */
    private Stream<String> refused() {
        return Stream.of(
                        as(owner)
                                .body("{\"identities\":[" + identity("phone", PHONE + "99999") + "]}")
                                .post("/v1/members"),
                        as(owner)
                                .body("{\"identities\":[" + identity(CARD, OPENID) + "]}")
                                .post("/v1/members"),
                        as(owner).body("{\"identities\":\"" + CARD + "\"}").post("/v1/members"),
                        as(owner)
                                .body("{\"profile\":{\"gender\":\"" + NAME + "\"}}")
                                .post("/v1/members"),
                        as(owner)
                                .body("{\"profile\":{\"birthday\":\"" + PHONE + "\"}}")
                                .post("/v1/members"),
                        as(owner)
                                .body("{\"profile\":{\"email\":\"" + MAILBOX + "\"}}")
                                .post("/v1/members"),
                        as(owner)
                                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"" + CARD)
                                .post("/v1/members"),
                        as(owner)
                                .contentType("text/csv")
                                .body((CARD + ",profile.name\n" + CARD + "," + NAME).getBytes(UTF_8))
                                .post("/v1/imports?kind=members"),
                        as(owner)
                                .contentType("text/csv")
                                .body(("identities.card,profile.name\n" + CARD + ",\"" + NAME).getBytes(UTF_8))
                                .post("/v1/imports?kind=members"),
                        as(owner).body(identity("phone", OPENID)).post("/v1/members/lookup"),
                        as(owner).body(identity("phone", "+86 1" + CARD)).post("/v1/members/lookup"),
                        as(owner).body(event("phone", PHONE + PHONE)).post("/v1/events"),
                        as(owner).body(event(OPENID, CARD)).post("/v1/events"),
                        as(owner)
                                .body("{\"type\":\"attribute\",\"attribute\":\"" + NAME + "\"}")
                                .post("/v1/segments/preview"),
                        as(owner).body("""
                                {"purpose":"service","rule":{"type":"attribute","attribute":"name","op":"eq","value":"%s"}}""".formatted(NAME)).post("/v1/segments/preview"),
                        as(owner)
                                .body("{\"email\":\"" + STAFF_MAILBOX + "\",\"roles\":[\"marketing\"]}")
                                .post("/v1/staff"),
                        as(owner).queryParam("limit", PHONE).get("/v1/members"),
                        as(owner).queryParam("cursor", CARD).get("/v1/members"),
                        as(owner).get("/v1/members/" + CARD),
                        as(owner)
                                .header("Idempotency-Key", CARD + "é")
                                .body(member())
                                .post("/v1/members"),
                        as(CARD).get("/v1/members"))
                .map(answer -> {
                    assertThat(answer.statusCode()).as(answer.asString()).isLessThan(500);
                    return answer.asString();
                });
    }

    private static String member() {
        return """
                {"identities":[%s,%s,%s],"profile":{"name":"%s","email":"%s@example.com"}}""".formatted(
                        identity("phone", "+86" + PHONE),
                        identity("card", CARD),
                        identity("wechat_openid", OPENID),
                        NAME,
                        MAILBOX);
    }

    private static String identity(String kind, String value) {
        return "{\"kind\":\"" + kind + "\",\"value\":\"" + value + "\"}";
    }

    private static String event(String kind, String value) {
        return """
                {"type":"product.viewed","source":"till","sourceId":"%s","occurredAt":"2026-01-02T03:04:05Z","member":%s}""".formatted(UUID.randomUUID(), identity(kind, value));
    }

    private static Response ok(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 299);
        return answer;
    }

    private static boolean sings(String text) {
        return CANARIES.stream().anyMatch(text::contains);
    }

    private static void isSilent(String text) {
        assertThat(text).isNotEmpty();
        assertThat(CANARIES).noneMatch(text::contains);
    }
}
