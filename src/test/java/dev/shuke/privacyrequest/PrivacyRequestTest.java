package dev.shuke.privacyrequest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** A request from its arrival to its end, of every type. */
@QuarkusTest
class PrivacyRequestTest extends ApiTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String REQUESTS = "/v1/privacy-requests";
    private static final String OWN = "/v1/me/privacy-requests";

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");
    private final String officer = tenant.staff("privacy");

    private String member(String card) {
        as(owner)
                .body("[{\"code\":\"S-01\",\"name\":\"The first\"}]")
                .post("/v1/stores")
                .then()
                .statusCode(200);
        String id = as(owner).body("""
                        {"identities":[{"kind":"card","value":"%1$s"}],
                         "profile":{"name":"林黛玉","email":"%1$s@example.com","city":"Suzhou"},
                         "attributes":{"tea":"longjing"}}""".formatted(card)).post("/v1/members").path("id");
        as(owner).body("""
                        [{"type":"order.paid","source":"pos","sourceId":"%1$s","occurredAt":"2026-03-04T05:06:07Z",
                         "member":{"kind":"card","value":"%1$s"},"store":"S-01","amount":{"amount":1200,"currency":"CNY"},
                         "items":[{"sku":"TEA","quantity":2,"price":{"amount":600,"currency":"CNY"}}]}]""".formatted(card)).post("/v1/events").then().body("accepted", equalTo(1));
        return id;
    }

    private String received(String member, String more) {
        return as(officer)
                .body("{\"memberId\":\"" + member + "\"," + more + "}")
                .post(REQUESTS)
                .then()
                .statusCode(201)
                .body("state", equalTo("received"))
                .path("id");
    }

    private Response step(String id, String step, String body) {
        ApiCall call = as(officer);
        return (body == null ? call : call.body(body)).post(REQUESTS + "/" + id + "/" + step);
    }

    private String verified(String member, String more) {
        String id = received(member, more);
        step(id, "verify", "{\"method\":\"in_person\",\"evidence\":\"counter\"}")
                .then()
                .statusCode(200)
                .body("state", equalTo("verified"))
                .body("verified.method", equalTo("in_person"))
                .body("verified.by", equalTo("staff-{" + tenant.slug() + "=privacy}"))
                .body("verified.at", notNullValue());
        return id;
    }

    private Response started(String member, String more) {
        return step(verified(member, more), "start", null).then().statusCode(200);
    }

    private void confirmed(String id) {
        step(id, "tasks/confirm", "{\"store\":\"S-01\",\"evidence\":\"list 12\"}")
                .then()
                .statusCode(200);
    }

    private long inSegments() {
        Number count = as(owner)
                .body(
                        "{\"rule\":{\"type\":\"metric\",\"metric\":\"frequency\",\"op\":\"gte\",\"value\":1},\"purpose\":\"service\"}")
                .post("/v1/segments/preview")
                .path("count");
        return count.longValue();
    }

    /** The files of a zip that the member is given. */
    private static Map<String, String> fetched(String token, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + ApiCall.port() + path))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
            }
        }
        return files;
    }

    @Test
    void theMemberAloneIsGivenEverythingThatIsHeld() throws Exception {
        member("ACCESS-1");
        member("ACCESS-2");
        String session = session(tenant, "card", "ACCESS-1");
        String id = as(session)
                .body("{\"type\":\"access\"}")
                .post(OWN)
                .then()
                .statusCode(201)
                .body("state", equalTo("verified"))
                .path("id");
        as(session)
                .body("{\"type\":\"access\"}")
                .post(OWN)
                .then()
                .statusCode(409)
                .body("code", equalTo("already_exists"));
        as(session).get(OWN + "/" + id + "/file").then().statusCode(404);
        step(id, "start", null).then().statusCode(200).body("tasks.store", contains("S-01"));
        Poll.until("the file", SOON, () -> as(session).get(OWN).path("items[0].file") != null);
        Map<String, String> files = fetched(session, OWN + "/" + id + "/file");
        assertThat(files.get("profile.json"))
                .contains("林黛玉", "access-1@example.com", "Suzhou", "longjing")
                .doesNotContain("staff-");
        assertThat(files.get("profile.csv")).contains("林黛玉", "Suzhou");
        assertThat(files.get("identities.json")).contains("ACCESS-1");
        assertThat(files.get("events.json")).contains("order.paid", "TEA", "1200");
        assertThat(files.get("events.csv")).contains("order.paid");
        assertThat(files.get("index.html")).contains("您的数据", "events.csv", "Your profile");
        assertThat(files.values()).noneMatch(file -> file.contains("ACCESS-2"));
        String other = session(tenant, "card", "ACCESS-2");
        as(other).get(OWN + "/" + id + "/file").then().statusCode(404);
        as(other).get(OWN).then().body("items", hasSize(0));
        step(id, "complete", "{}").then().statusCode(409).body("code", equalTo("privacy_request_state"));
        confirmed(id);
        step(id, "complete", "{\"evidence\":\"fetched\"}")
                .then()
                .statusCode(200)
                .body("state", equalTo("completed"));
        assertThat(tenant.sql("select kind || ' ' || disclosed_to from disclosure where %T"))
                .containsExactly("privacy member");
        assertThat(tenant.sql("select action from audit_entry where %T and about_id = '" + id + "' order by id"))
                .containsExactly(
                        "privacy_request.received",
                        "privacy_request.started",
                        "privacy_request.file.fetched",
                        "privacy_request.task.confirmed",
                        "privacy_request.completed");
        tenant.sql("update privacy_request set file_expires_at = now() - interval '1 second' where %T");
        as(session).get(OWN + "/" + id + "/file").then().statusCode(404);
        tenant.sql("update jobs.due set at = now() where %T and kind = 'privacy.sweep'");
        Poll.until(
                "the file's end",
                SOON,
                () -> tenant.sql("select 1 from file_part where %T").isEmpty());
    }

    @Test
    void nothingIsDoneBeforeItIsKnownWhoAsks() {
        String member = member("EARLY-1");
        String id = received(member, "\"type\":\"erasure\"");
        for (String step : List.of("start", "lift")) {
            step(id, step, null).then().statusCode(409).body("code", equalTo("privacy_request_state"));
        }
        step(id, "complete", "{}").then().statusCode(409);
        step(id, "verify", "{\"method\":\"member_session\"}").then().statusCode(422);
        as(owner).get("/v1/members/" + member).then().statusCode(200);
        step(id, "refuse", "{\"ground\":\"not_identified\",\"evidence\":\"no answer\"}")
                .then()
                .statusCode(200)
                .body("state", equalTo("refused"))
                .body("refusal", equalTo("not_identified"));
        step(id, "verify", "{\"method\":\"in_person\"}").then().statusCode(409);
    }

    @Test
    void anErasureThatALegalHoldBarsRestrictsUntilTheHoldIsLifted() {
        String member = member("HELD-1");
        assertThat(inSegments()).isEqualTo(1);
        String hold = as(owner)
                .body("{\"memberId\":\"" + member + "\",\"reason\":\"dispute 17\"}")
                .post("/v1/legal-holds")
                .then()
                .statusCode(201)
                .path("id");
        as(owner).delete("/v1/members/" + member).then().statusCode(409).body("code", equalTo("legal_hold"));
        String id = started(member, "\"type\":\"erasure\"")
                .body("outcome", equalTo("restricted"))
                .path("id");
        as(owner).get("/v1/members/" + member).then().statusCode(200);
        assertThat(inSegments()).isZero();
        confirmed(id);
        step(id, "complete", "{}").then().statusCode(200);
        as(officer).post("/v1/legal-holds/" + hold + "/lift").then().statusCode(403);
        as(owner)
                .post("/v1/legal-holds/" + hold + "/lift")
                .then()
                .statusCode(200)
                .body("liftedAt", notNullValue());
        step(id, "start", null).then().statusCode(200).body("outcome", equalTo("done"));
        as(owner).get("/v1/members/" + member).then().statusCode(404);
        step(id, "complete", "{}").then().statusCode(200).body("memberId", equalTo(member));
        assertThat(tenant.sql("select count(*) from event where %T")).containsExactly("1");
    }

    @Test
    void aHoldForEverybodyBarsEachErasure() {
        String member = member("HELD-2");
        as(owner)
                .body("{\"reason\":\"audit 2026\"}")
                .post("/v1/legal-holds")
                .then()
                .statusCode(201);
        as(owner).delete("/v1/members/" + member).then().statusCode(409);
        as(officer).get("/v1/legal-holds").then().body("items.reason", contains("audit 2026"));
    }

    @Test
    void eventsGoWithTheMemberWhereTheTenantKeepsNoneOfThem() {
        as(owner)
                .body("{\"settings\":{\"erasedEvents\":\"deleted\",\"privacyDueDays\":3}}")
                .patch("/v1/tenant")
                .then()
                .statusCode(200);
        String member = member("GONE-1");
        started(member, "\"type\":\"erasure\"");
        assertThat(tenant.sql("select id from event where %T union all select event_id from event_item where %T"))
                .isEmpty();
        assertThat(tenant.sql("select due_at - received_at from privacy_request where %T"))
                .containsExactly("3 days");
    }

    @Test
    void restrictedDataIsUsedNowhereUntilThatIsTakenBack() {
        String member = member("REST-1");
        String id = started(member, "\"type\":\"restriction\"").path("id");
        assertThat(inSegments()).isZero();
        confirmed(id);
        step(id, "complete", "{}").then().statusCode(200);
        step(id, "lift", null).then().statusCode(200).body("outcome", equalTo("lifted"));
        assertThat(inSegments()).isEqualTo(1);
        step(id, "lift", null).then().statusCode(409);
    }

    @Test
    void whoObjectsIsChosenByNoRuleAndServedAsBefore() {
        String member = member("OBJ-1");
        String id = started(member, "\"type\":\"objection\"").path("id");
        assertThat(inSegments()).isZero();
        assertThat(as(owner).get("/v1/members/" + member + "/scores").asString())
                .contains("\"restricted\"");
        as(owner).get("/v1/members/" + member).then().statusCode(200);
        step(id, "complete", "{}").then().statusCode(200);
        step(id, "lift", null).then().statusCode(200);
        assertThat(inSegments()).isEqualTo(1);
    }

    @Test
    void aCorrectionIsWrittenWithItsCompletionAndNamesFieldsAlone() {
        String member = member("FIX-1");
        String id = started(member, "\"type\":\"correction\",\"fields\":[\"profile.city\"]")
                .path("id");
        confirmed(id);
        step(id, "complete", "{}").then().statusCode(422).body("errors[0].pointer", equalTo("/changes"));
        step(id, "complete", "{\"changes\":{\"profile\":{\"name\":\"别人\"}}}")
                .then()
                .statusCode(422);
        step(id, "complete", "{\"changes\":{\"profile\":{\"city\":\"Hangzhou\"}}}")
                .then()
                .statusCode(200);
        as(owner).get("/v1/members/" + member).then().body("profile.city", equalTo("Hangzhou"));
        assertThat(tenant.sql("select q::text from privacy_request q where %T"))
                .noneMatch(row -> row.contains("Hangzhou"));
    }

    @Test
    void aDecisionIsExplainedToTheMember() throws Exception {
        String member = member("WHY-1");
        String segment = as(owner).body("""
                        {"key":"buyers","name":"Buyers","purpose":"service","kind":"dynamic",
                         "rule":{"type":"metric","metric":"frequency","op":"gte","value":1}}""").post("/v1/segments").path("id");
        String id = verified(
                member,
                "\"type\":\"explanation\",\"decision\":{\"kind\":\"segment\",\"segmentId\":\"" + segment + "\"}");
        as(owner).post(REQUESTS + "/" + id + "/start").then().statusCode(200);
        Map<String, String> files = fetched(session(tenant, "card", "WHY-1"), OWN + "/" + id + "/file");
        assertThat(files.get("explanation.json")).contains("frequency", "\"matched\" : true", segment);
        step(id, "complete", "{}").then().statusCode(200);
    }

    @Test
    void whatIsOverdueIsListedAndCounted() {
        String late = received(member("LATE-1"), "\"type\":\"access\"");
        received(member("LATE-2"), "\"type\":\"access\"");
        tenant.sql("update privacy_request set due_at = now() - interval '1 day' where %T and id = '" + late + "'");
        as(officer).get(REQUESTS + "?overdue=true").then().body("items.id", contains(late));
        as(officer).get(REQUESTS + "?type=erasure").then().body("items", hasSize(0));
        as(officer).get(REQUESTS + "?state=CANARY").then().statusCode(400).body("code", equalTo("invalid_parameter"));
        as(officer)
                .get(REQUESTS + "/report")
                .then()
                .body("types[0].open", equalTo(2))
                .body("types[0].overdue", equalTo(1));
    }

    /** Or somebody's data would be missing in what he is given. */
    @Test
    void everyTableAboutMembersIsInTheCopy() {
        List<String> elsewhere = List.of(
                "member", // profile, by member.MemberCopyRepository
                "member_identity", // likewise
                "member_duplicate", // a suspicion about somebody else too
                "member_seq", // a number for the machine
                "member_touch", // work to be done
                "legal_hold", // bars the erasure; nobody is told whom a dispute is with
                "staff_member"); // a view of events
        List<String> copied = CopyRepository.SECTIONS.stream()
                .flatMap(section -> section.tables().stream())
                .toList();
        assertThat(tenant.sql("""
                        select distinct c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
                          and a.attname in ('member_id', 'origin_member_id', 'into_id', 'one_id')""")).isNotEmpty().allMatch(table -> elsewhere.contains(table) || copied.contains(table));
    }
}
