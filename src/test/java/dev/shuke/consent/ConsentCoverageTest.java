package dev.shuke.consent;

import static dev.shuke.consent.ConsentCalls.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has said what of a purpose, and how far each version of its notice has come. */
@QuarkusTest
class ConsentCoverageTest extends ApiTest {
    private static final String MARKETING = "marketing.personalised";
    private static final String REFUSED = "{\"purpose\":\"marketing.personalised\",\"action\":\"refused\"}";
    private static final String OF_MARKETING = "/v1/consents?purpose=" + MARKETING;
    private static final String COVERAGE = "/v1/consents/coverage?purpose=" + MARKETING;

    private final ConsentCalls calls = ConsentCalls.ofNewTenant();

    private Response get(String role, String path) {
        return as(calls.tenant().staff(role)).get(path).then();
    }

    private void serve(String member, String notice, String point) {
        calls.owner()
                .body("{\"versions\":[\"%s\"],\"locale\":\"en\",\"collectionPoint\":\"%s\"}".formatted(notice, point))
                .post("/v1/members/" + member + "/notices")
                .then()
                .statusCode(204);
    }

    @Test
    void whoHasSaidWhatIsListedPageByPageAndAsFarAsTheCallerSees() {
        String notice = calls.notice(MARKETING);
        List<String> given = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            given.add(calls.member());
            calls.give(given.get(i), MARKETING, notice);
        }
        String refuser = calls.member();
        calls.record(refuser, REFUSED).statusCode(200);
        calls.member(); // who has said nothing
        get("owner", OF_MARKETING + "&state=given")
                .statusCode(200)
                .body("items.memberId", is(given))
                .body("items.noticeVersionId", contains(notice, notice, notice))
                .body("nextCursor", nullValue());
        String next = get("owner", OF_MARKETING + "&limit=2").path("nextCursor");
        get("owner", OF_MARKETING + "&limit=2&cursor=" + next)
                .body("items.memberId", contains(given.get(2), refuser))
                .body("items.state", contains("given", "refused"));
        get("marketing", OF_MARKETING + "&state=refused")
                .statusCode(200)
                .body("items.memberId", contains(refuser))
                .body("items.occurredAt", contains((Object) null));
        get("finance", OF_MARKETING).statusCode(403);
        get("analyst", OF_MARKETING).statusCode(403);
        calls.withdraw(given.getFirst(), MARKETING).statusCode(200);
        get("owner", OF_MARKETING + "&state=withdrawn").body("items.memberId", contains(given.getFirst()));
        calls.tenant()
                .sql("update member_metric set restricted = true where %T and member_id = '" + given.get(1) + "'");
        get("owner", OF_MARKETING + "&state=given").body("items.memberId", contains(given.get(2)));
    }

    @Test
    void aConsentThatIsOverIsListedAsExpired() {
        String member = calls.member();
        calls.owner()
                .body("{\"name\":{\"en\":\"C\"},\"validDays\":1}")
                .put("/v1/purposes/courier")
                .then()
                .statusCode(201);
        calls.record(member, """
                {"purpose":"courier","action":"given","evidence":"%s","occurredAt":"2026-01-01T00:00:00Z"}""".formatted("ab".repeat(32))).statusCode(200);
        get("owner", "/v1/consents?purpose=courier&state=given").body("items", empty());
        get("owner", "/v1/consents?purpose=courier&state=expired").body("items.memberId", contains(member));
    }

    @Test
    void eachVersionIsCountedByWhoWasShownItAndWhatTheySaid() {
        String first = calls.notice(MARKETING);
        List<String> members = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            members.add(calls.member());
            serve(members.get(i), first, i < 3 ? "checkout" : "till-1");
        }
        serve(members.getFirst(), first, "checkout"); // twice
        calls.give(members.get(0), MARKETING, first);
        calls.give(members.get(1), MARKETING, first);
        calls.record(members.get(2), REFUSED.replace("}", ",\"noticeVersionId\":\"" + first + "\"}"))
                .statusCode(200);
        calls.record(members.get(3), REFUSED).statusCode(200);
        String second = calls.notice(MARKETING, true);
        serve(members.get(1), second, "checkout");
        calls.record(members.get(1), given(MARKETING, second)).statusCode(200);
        get("owner", COVERAGE)
                .statusCode(200)
                .body("rounded", is(false))
                .body("reachable", is(4))
                .body("answered", is(4))
                .body("versions.number", contains(2, 1))
                .body("versions.shown", contains(1, 4))
                .body("versions.answers.given", contains(1, 1))
                .body("versions.answers.refused", contains(0, 1))
                .body("versions[1].points.collectionPoint", contains("checkout", "till-1"))
                .body("versions[1].points.shown", contains(3, 1))
                .body("withoutNotice.refused", is(1));
        get("analyst", COVERAGE)
                .statusCode(200)
                .body("rounded", is(true))
                .body("reachable", nullValue())
                .body("versions.shown", contains(nullValue(), nullValue()))
                .body("versions[1].points", empty())
                .body("withoutNotice.refused", nullValue());
        get("finance", COVERAGE).statusCode(403);
    }

    @Test
    void whoSeesNobodyIsToldTens() {
        calls.count("service"); // the purposes are there
        calls.tenant().sql("""
                with made as (
                  insert into member (tenant_id, id, data_key, attributes, version, created_at, updated_at)
                  select tenant_id, uuidv7(), '\\x00', '{}', 1, now(), now() from tenant, generate_series(1, 23) where %T
                  returning tenant_id, id
                )
                insert into member_metric (tenant_id, member_id) select tenant_id, id from made""");
        get("owner", COVERAGE).body("reachable", is(23));
        get("analyst", COVERAGE).body("reachable", is(20)).body("answered", nullValue());
        assertThat(get("owner", "/v1/consents/coverage?purpose=service").statusCode())
                .isEqualTo(400);
    }
}
