package dev.shuke.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.oneOf;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whoever does not allow a purpose is in no answer for it, whatever is asked. */
@QuarkusTest
class ConsentEnforcementTest extends ApiTest {
    private static final String MARKETING = "marketing.personalised";
    private static final String EVERYBODY = "{\"type\":\"metric\",\"metric\":\"frequency\",\"op\":\"gte\",\"value\":0}";

    private final ConsentCalls calls = ConsentCalls.ofNewTenant();
    private final String notice = calls.notice(MARKETING);
    private final String yes = calls.member();
    private final String silent = calls.member();

    private String segment(String kind) {
        return calls.owner()
                .body("""
                    {"key":"s%s","name":"S","purpose":"%s","kind":"%s","rule":%s}\
                    """.formatted(UUID.randomUUID().toString().substring(0, 8), MARKETING, kind, EVERYBODY))
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .path("id");
    }

    private Response members(String segment) {
        return calls.owner().get("/v1/segments/" + segment + "/members").then().statusCode(200);
    }

    private Response check(String purpose, String... members) {
        return calls.owner()
                .body("{\"purpose\":\"%s\",\"members\":[\"%s\"]}".formatted(purpose, String.join("\",\"", members)))
                .post("/v1/consents/check")
                .then()
                .statusCode(200);
    }

    @Test
    void segmentsHaveWhoAllowsTheirPurposeAtTheMomentOfTheRead() {
        calls.give(yes, MARKETING, notice);
        for (String kind : List.of("dynamic", "frozen")) {
            String segment = segment(kind);
            members(segment).body("items.id", contains(yes));
            calls.owner().get("/v1/segments/" + segment + "/count").then().body("members", is(1));
            calls.owner()
                    .get("/v1/segments/" + segment + "/members/" + yes + "/explain")
                    .then()
                    .body("matched", is(true))
                    .body("consent.matched", is(true));
            calls.owner()
                    .get("/v1/segments/" + segment + "/members/" + silent + "/explain")
                    .then()
                    .body("matched", is(false))
                    .body("consent.matched", is(false));
        }
        String segment = segment("frozen");
        calls.withdraw(yes, MARKETING).statusCode(200);
        members(segment).body("items.id", empty());
        calls.give(silent, MARKETING, notice);
        members(segment).body("items.id", contains(silent));
    }

    @Test
    void previewsInsightsAndRevealsAreForAPurpose() {
        calls.give(yes, MARKETING, notice);
        assertThat(calls.count(MARKETING)).isEqualTo(1);
        assertThat(calls.count("service")).isEqualTo(2);
        calls.owner()
                .body("{\"rule\":%s,\"purpose\":\"%s\"}".formatted(EVERYBODY, MARKETING))
                .post("/v1/segments/insights")
                .then()
                .statusCode(200)
                .body("members", is(1));
        for (String[] known : new String[][] {{yes, "200"}, {silent, "404"}}) {
            calls.owner()
                    .body("{\"fields\":[\"card\"],\"purpose\":\"%s\",\"reason\":\"call\"}".formatted(MARKETING))
                    .post("/v1/members/" + known[0] + "/reveal")
                    .then()
                    .statusCode(Integer.parseInt(known[1]));
        }
    }

    @Test
    void aConsentEndsByItself() {
        purpose("courier", "\"validDays\":1");
        String courier = calls.notice("courier");
        String evidence = "\"evidence\":\"" + "ab".repeat(32) + "\"";
        calls.give(yes, "courier", courier).body("states[0].until", notNullValue());
        calls.record(
                        silent,
                        "{\"purpose\":\"courier\",\"action\":\"given\",%s,\"occurredAt\":\"%s\"}"
                                .formatted(evidence, Instant.now().minus(2, ChronoUnit.DAYS)))
                .statusCode(200)
                .body("states[0].state", is("expired"))
                .body("states[0].allowed", is(false));
        calls.give(silent, MARKETING, notice);
        assertThat(calls.count("courier")).isEqualTo(1);
        assertThat(calls.count(MARKETING)).isEqualTo(1);
        check("courier", yes, silent)
                .body("items.allowed", contains(true, false))
                .body("items.reason", contains("given", "expired"));
    }

    private void purpose(String key, String more) {
        calls.owner()
                .body("{\"name\":{\"en\":\"P\"},%s}".formatted(more))
                .put("/v1/purposes/" + key)
                .then()
                .statusCode(oneOf(200, 201));
    }

    @Test
    void anInterestHasWhoeverHasNotObjected() {
        purpose("fraud", "\"basis\":\"interest\"");
        assertThat(calls.count("fraud")).isEqualTo(2);
        calls.withdraw(yes, "fraud").statusCode(200).body("states[0].allowed", is(false));
        assertThat(calls.count("fraud")).isEqualTo(1);
        check("fraud", yes, silent).body("items.reason", contains("withdrawn", "not_objected"));
        calls.record(yes, "{\"purpose\":\"fraud\",\"action\":\"given\"}").statusCode(200);
        assertThat(calls.count("fraud")).isEqualTo(2);
        purpose("tax", "\"basis\":\"law\"");
        assertThat(calls.count("tax")).isEqualTo(2);
        calls.record(yes, "{\"purpose\":\"tax\",\"action\":\"refused\"}").statusCode(422);
    }

    @Test
    void aRetiredPurposeHasNobodyAndARestrictedMemberIsInNone() {
        purpose("fraud", "\"basis\":\"interest\"");
        String segment = calls.owner()
                .body("""
                    {"key":"fraud","name":"F","purpose":"fraud","kind":"dynamic","rule":%s}\
                    """.formatted(EVERYBODY))
                .post("/v1/segments")
                .path("id");
        calls.tenant().sql("update member_metric set restricted = true where %T and member_id = '" + yes + "'");
        members(segment).body("items.id", contains(silent));
        check("fraud", yes).body("items.reason", contains("restricted"));
        previewed("fraud").statusCode(200); // what is remembered of it has to go
        purpose("fraud", "\"basis\":\"interest\",\"retired\":true");
        members(segment).body("items.id", empty());
        previewed("fraud").statusCode(422).body("code", is("purpose_unavailable"));
    }

    private Response previewed(String purpose) {
        return calls.owner()
                .body("{\"rule\":%s,\"purpose\":\"%s\"}".formatted(EVERYBODY, purpose))
                .post("/v1/segments/preview")
                .then();
    }

    @Test
    void checksTellWhy() {
        calls.give(yes, MARKETING, notice);
        String nobody = UUID.randomUUID().toString();
        String other = ConsentCalls.ofNewTenant().member();
        check(MARKETING, nobody, yes, silent, other)
                .body("items.memberId", contains(nobody, yes, silent, other))
                .body("items.allowed", contains(false, true, false, false))
                .body("items.reason", contains("unknown_member", "given", "not_asked", "unknown_member"));
        check("service", yes).body("items.reason", contains("not_needed"));
        String share = calls.notice("share.partner");
        calls.give(yes, "share.partner", share);
        check("share.partner", yes).body("items.allowed", contains(true));
        calls.owner()
                .header("Sec-GPC", "1")
                .body("{\"purpose\":\"share.partner\",\"members\":[\"%s\"]}".formatted(yes))
                .post("/v1/consents/check")
                .then()
                .body("items.reason", contains("not_to_be_shared"));
    }

    @Test
    void ofTwoWhoBecomeOneTheStrictestAnswerCountsUntilTheyAreParted() {
        String other = calls.member();
        calls.give(yes, MARKETING, notice);
        calls.give(other, "analytics", calls.notice("analytics"));
        calls.withdraw(other, MARKETING);
        calls.give(silent, MARKETING, notice);
        String merge = merge(yes, other);
        assertThat(calls.state(yes, MARKETING)).isEqualTo("withdrawn");
        assertThat(calls.state(other, MARKETING)).isEqualTo("withdrawn");
        assertThat(calls.state(yes, "analytics")).isEqualTo("given");
        assertThat(calls.count(MARKETING)).isEqualTo(1);
        verify(yes);
        calls.owner().post("/v1/merges/" + merge + "/undo").then().statusCode(200);
        assertThat(calls.state(yes, MARKETING)).isEqualTo("given");
        assertThat(calls.state(yes, "analytics")).isEqualTo("not_asked");
        assertThat(calls.state(other, MARKETING)).isEqualTo("withdrawn");
        assertThat(calls.count(MARKETING)).isEqualTo(2);
        verify(yes);
        verify(other);
        merge(yes, other);
        calls.give(other, MARKETING, notice);
        assertThat(calls.state(yes, MARKETING)).isEqualTo("given");
        verify(yes);
    }

    private String merge(String into, String from) {
        return calls.owner()
                .body("{\"from\":\"%s\"}".formatted(from))
                .post("/v1/members/" + into + "/merge")
                .then()
                .path("id");
    }

    private void verify(String member) {
        calls.owner().get(calls.path(member) + "/verify").then().body("intact", is(true));
    }

    /** Withdrawals and reads at once: a read that begins after a withdrawal was answered has the member not. */
    @Test
    void afterTheAnswerOfAWithdrawalNoReadHasTheMember() {
        List<String> people = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            people.add(calls.member());
            calls.give(people.get(i), MARKETING, notice);
        }
        String segment = segment("dynamic");
        List<CompletableFuture<Void>> withdrawn = people.stream()
                .map(one -> atOnce(() -> {
                    for (int round = 0; round < 3; round++) {
                        members(segment).body("items.id", hasItem(one));
                        calls.withdraw(one, MARKETING).statusCode(200);
                        members(segment).body("items.id", not(hasItem(one)));
                        check(MARKETING, one).body("items.allowed", contains(false));
                        calls.give(one, MARKETING, notice);
                    }
                    return (Void) null;
                }))
                .toList();
        withdrawn.forEach(CompletableFuture::join);
        assertThat(calls.count(MARKETING)).isEqualTo(8);
    }
}
