package dev.shuke.consent;

import static dev.shuke.consent.ConsentCalls.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConsentResourceTest extends ApiTest {
    private static final String MARKETING = "marketing.personalised";
    private static final String ANALYTICS = "analytics";

    private final ConsentCalls calls = ConsentCalls.ofNewTenant();

    private Response all(String member) {
        return calls.owner().get(calls.path(member)).then().statusCode(200);
    }

    @Test
    void nobodyWhoHasSaidNothingHasAgreed() {
        String member = calls.member();
        all(member)
                .body("items.findAll { it.state == 'not_needed' }.purpose", contains("service"))
                .body("items.findAll { it.purpose == 'service' }.allowed", contains(true))
                .body("items.findAll { it.state == 'not_asked' }.allowed.unique()", contains(false));
        assertThat(calls.state(member, MARKETING)).isEqualTo("not_asked");
    }

    @Test
    void whatIsGivenRefusedAndWithdrawnIsKnownWithHowAndWhen() {
        String member = calls.member();
        String notice = calls.notice(MARKETING);
        calls.give(member, MARKETING, notice)
                .body("states[0].state", is("given"))
                .body("states[0].allowed", is(true))
                .body("states[0].noticeVersionId", is(notice))
                .body("receipts[0].action", is("given"));
        calls.withdraw(member, MARKETING).statusCode(200).body("states[0].state", is("withdrawn"));
        calls.record(member, "{\"purpose\":\"analytics\",\"action\":\"refused\",\"method\":\"till\"}")
                .statusCode(200);
        assertThat(calls.state(member, ANALYTICS)).isEqualTo("refused");
        calls.owner()
                .get(calls.path(member) + "/history")
                .then()
                .body("items.action", contains("refused", "withdrawn", "given"))
                .body("items.method", contains("till", "api", "api"))
                .body("items.seq", contains(3, 2, 1));
        calls.owner()
                .get(calls.path(member) + "/history?limit=1")
                .then()
                .body("items.action", contains("refused"))
                .body("nextCursor", notNullValue());
    }

    @Test
    void howItStoodIsKnownOfEveryTime() {
        String member = calls.member();
        String at = "{\"purpose\":\"analytics\",\"action\":\"%s\",\"evidence\":\"" + "ab".repeat(32)
                + "\",\"occurredAt\":\"%s\"}";
        calls.record(member, at.formatted("given", "2026-01-01T00:00:00Z")).statusCode(200);
        calls.record(member, at.formatted("withdrawn", "2026-03-01T00:00:00Z")).statusCode(200);
        calls.record(member, at.formatted("given", "2026-02-01T00:00:00Z"))
                .statusCode(200)
                .body("states[0].state", is("withdrawn"));
        for (String[] known : new String[][] {
            {"2025-12-31T00:00:00Z", "not_asked"},
            {"2026-01-01T00:00:00Z", "given"},
            {"2026-03-02T00:00:00Z", "withdrawn"}
        }) {
            calls.owner()
                    .get(calls.path(member) + "?at=" + known[0])
                    .then()
                    .statusCode(200)
                    .body("items.findAll { it.purpose == 'analytics' }.state", contains(known[1]));
        }
    }

    @Test
    void theSameSaidAgainIsOneRow() {
        String member = calls.member();
        String refused = "{\"purpose\":\"analytics\",\"action\":\"refused\",\"occurredAt\":\"2026-01-01T00:00:00Z\"}";
        String receipt = calls.record(member, refused).path("receipts[0].id");
        calls.record(member, refused).statusCode(200).body("receipts[0].id", is(receipt));
        calls.owner().get(calls.path(member) + "/history").then().body("items.id", contains(receipt));
    }

    @Test
    void consentIsToAVersionOfThePurposesOwnNotice() {
        String member = calls.member();
        String other = calls.notice(ANALYTICS);
        calls.record(member, "{\"purpose\":\"marketing.personalised\",\"action\":\"given\"}")
                .statusCode(422)
                .body("errors[0].pointer", is("/0/noticeVersionId"));
        calls.record(member, given(MARKETING, other))
                .statusCode(422)
                .body("errors[0].pointer", is("/0/noticeVersionId"));
        calls.record(member, given(MARKETING, UUID.randomUUID().toString())).statusCode(422);
        calls.record(member, "{\"purpose\":\"service\",\"action\":\"refused\"}").statusCode(422);
        calls.record(member, "{\"purpose\":\"unheard.of\",\"action\":\"refused\"}")
                .statusCode(422);
        calls.owner().get(calls.path(member) + "/history").then().body("items", empty());
    }

    @Test
    void whatIsToBeAskedByItselfIsNotGivenWithAnythingElse() {
        String member = calls.member();
        String location = given("location", calls.notice("location"));
        String marketing = given(MARKETING, calls.notice(MARKETING));
        calls.record(member, marketing + "," + location).statusCode(422).body("errors.pointer", contains("/1/purpose"));
        assertThat(calls.state(member, MARKETING)).isEqualTo("not_asked");
        calls.record(member, location).statusCode(200).body("states[0].until", notNullValue());
        calls.record(member, "{\"purpose\":\"location\",\"action\":\"withdrawn\"}," + marketing)
                .statusCode(200)
                .body("states.state", containsInAnyOrder("withdrawn", "given"));
    }

    @Test
    void aGuardianSpeaksForAChild() {
        LocalDate today = LocalDate.now();
        String notice = calls.notice(MARKETING);
        String child = calls.member(",\"profile\":{\"birthday\":\"%s\"}"
                .formatted(today.minusYears(14).plusDays(2)));
        String grown = calls.member(",\"profile\":{\"birthday\":\"%s\"}"
                .formatted(today.minusYears(14).minusDays(2)));
        calls.record(child, given(MARKETING, notice)).statusCode(422).body("errors[0].pointer", is("/0/guardian"));
        calls.record(child, given(MARKETING, notice).replace("}", ",\"guardian\":\"parent\"}"))
                .statusCode(200);
        calls.give(grown, MARKETING, notice);
        calls.record(child, "{\"purpose\":\"analytics\",\"action\":\"refused\"}")
                .statusCode(200);
    }

    @Test
    void aClockMayBeALittleAheadAndNoMore() {
        String member = calls.member();
        String ahead = "{\"purpose\":\"analytics\",\"action\":\"refused\",\"occurredAt\":\"%s\"}";
        calls.record(member, ahead.formatted(Instant.now().plus(10, ChronoUnit.MINUTES)))
                .statusCode(422)
                .body("errors[0].pointer", is("/0/occurredAt"));
        calls.record(
                        member,
                        given(ANALYTICS, calls.notice(ANALYTICS))
                                .replace(
                                        "}",
                                        ",\"occurredAt\":\"" + Instant.now().plus(4, ChronoUnit.MINUTES) + "\"}"))
                .statusCode(200);
        calls.withdraw(member, ANALYTICS).statusCode(200).body("states[0].state", is("withdrawn"));
    }

    @Test
    void anybodyCanVerifyAReceipt() throws Exception {
        String member = calls.member();
        Response given = calls.give(member, MARKETING, calls.notice(MARKETING));
        String id = given.path("receipts[0].id");
        for (String jws : new String[] {
            given.path("receipts[0].jws"),
            calls.owner()
                    .get(calls.path(member) + "/receipts/" + id)
                    .then()
                    .statusCode(200)
                    .path("jws")
        }) {
            JsonWebSignature receipt = new JsonWebSignature();
            receipt.setCompactSerialization(jws);
            receipt.setKey(new JsonWebKeySet(ApiCall.given()
                            .get("/.well-known/consent-receipts.json")
                            .asString())
                    .findJsonWebKey(receipt.getKeyIdHeaderValue(), null, null, null)
                    .getKey());
            assertThat(receipt.verifySignature()).isTrue();
            JwtClaims claims = JwtClaims.parse(receipt.getPayload());
            assertThat(claims.getSubject()).isEqualTo(member);
            assertThat(claims.getJwtId()).isEqualTo(id);
            assertThat(claims.getStringClaimValue("purpose")).isEqualTo(MARKETING);
            assertThat(claims.getStringClaimValue("action")).isEqualTo("given");
        }
        assertThat(ApiCall.given().get("/.well-known/consent-receipts.json").asString())
                .doesNotContain("\"d\":");
    }

    @Test
    void aLedgerThatSomebodyHasTamperedWithIsFound() {
        String member = calls.member();
        calls.give(member, MARKETING, calls.notice(MARKETING));
        calls.withdraw(member, MARKETING);
        calls.give(member, ANALYTICS, calls.notice(ANALYTICS));
        verified(member).body("intact", is(true)).body("events", is(3)).body("faults", empty());
        calls.tenant().sql("update consent_event set action = 'given' where %T and seq = 2");
        verified(member)
                .body("intact", is(false))
                .body("faults.seq", contains(2))
                .body("faults.reason", contains("altered"))
                .body("statesFit", is(false));
        calls.tenant().sql("update consent_event set action = 'withdrawn' where %T and seq = 2");
        verified(member).body("intact", is(true));
        calls.tenant().sql("update member_metric set consent_mask = 1 where %T and member_id = '" + member + "'");
        verified(member).body("faults", empty()).body("intact", is(false));
        calls.withdraw(member, ANALYTICS);
        verified(member).body("intact", is(true));
        calls.tenant().sql("delete from consent_event where %T and seq = 2");
        verified(member).body("faults.seq", contains(2)).body("faults.reason", contains("missing"));
    }

    private Response verified(String member) {
        return calls.owner().get(calls.path(member) + "/verify").then().statusCode(200);
    }

    @Test
    void whoSeesTheStateAloneSeesNotHow() {
        String member = calls.member();
        calls.give(member, MARKETING, calls.notice(MARKETING));
        ApiCall marketer = as(calls.tenant().staff("marketing"));
        marketer.get(calls.path(member))
                .then()
                .statusCode(200)
                .body("items.findAll { it.state == 'given' }.purpose", contains(MARKETING))
                .body("items.noticeVersionId.unique()", contains((Object) null));
        for (String how :
                new String[] {"/history", "/verify", "/receipts/" + UUID.randomUUID(), "?at=2026-01-01T00:00:00Z"}) {
            as(calls.tenant().staff("marketing"))
                    .get(calls.path(member) + how)
                    .then()
                    .statusCode(403)
                    .body("code", is("field_forbidden"));
        }
        as(calls.tenant().staff("finance")).get(calls.path(member)).then().statusCode(403);
    }

    @Test
    void anErasedMembersLedgerStaysUnderAnIdThatLeadsToNobody() {
        String member = calls.member();
        calls.give(member, MARKETING, calls.notice(MARKETING));
        calls.owner().delete("/v1/members/" + member).then().statusCode(204);
        calls.owner().get(calls.path(member)).then().statusCode(404);
        assertThat(calls.tenant().sql("select count(*) from consent_event where %T"))
                .containsExactly("1");
        assertThat(calls.tenant().sql("select count(*) from consent_state where %T"))
                .containsExactly("0");
    }

    @Test
    void noticesAreNumberedHashedAndNeverChanged() {
        String first = calls.notice(MARKETING);
        String second = calls.notice(MARKETING, true);
        calls.owner()
                .get("/v1/notices")
                .then()
                .body("items.purpose", contains(MARKETING))
                .body("items[0].currentVersionId", is(second))
                .body("items[0].number", is(2))
                .body("items[0].locales", contains("en", "zh-CN"));
        // printf 'What it is for' | sha256sum
        calls.owner()
                .get("/v1/notices/" + first)
                .then()
                .body("number", is(1))
                .body("texts.en.sha256", is("1ad944c4c5dd7731e2ad4bdbbfc3b0ddd2c83265365dfb48de8e6ea1ca45c3d2"));
        calls.owner().get("/v1/notices/" + UUID.randomUUID()).then().statusCode(404);
        calls.owner()
                .body("{\"purpose\":\"analytics\",\"texts\":{\"fr\":\"Non\"}}")
                .post("/v1/notices")
                .then()
                .statusCode(422);
        calls.owner()
                .get("/v1/notices/" + first)
                .then()
                .body("material", is(false))
                .body("recipients", empty())
                .body("nextCursor", nullValue());
    }
}
