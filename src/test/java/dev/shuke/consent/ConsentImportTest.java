package dev.shuke.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Files of what members have said before, somewhere else: each row once, with the evidence. */
@QuarkusTest
class ConsentImportTest extends ApiTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final String PROOF = "ab".repeat(32);
    private static final String MARKETING = "marketing.personalised";

    private final ConsentCalls calls = ConsentCalls.ofNewTenant();

    private String member(String card) {
        return member(card, "");
    }

    private String member(String card, String more) {
        return calls.owner()
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"%s\"}]%s}".formatted(card, more))
                .post("/v1/members")
                .then()
                .statusCode(201)
                .path("id");
    }

    private Response done(String type, String file, String query) {
        String id = calls.owner()
                .contentType(type)
                .body(file.getBytes(UTF_8))
                .post("/v1/imports?kind=consents" + query)
                .then()
                .statusCode(202)
                .path("id");
        Poll.until(
                "the import",
                SOON,
                () -> calls.owner().get("/v1/jobs/" + id).<String>path("state").matches("succeeded|failed"));
        calls.owner().get("/v1/jobs/" + id).then().body("state", is("succeeded"));
        return calls.owner().get("/v1/imports/" + id).then().statusCode(200);
    }

    private Response done(String type, String file) {
        return done(type, file, "");
    }

    private static void counts(Response file, int created, int unchanged, int rejected) {
        file.body("created", is(created))
                .body("updated", is(0))
                .body("unchanged", is(unchanged))
                .body("rejected", is(rejected));
    }

    private void intact(String member, int events) {
        calls.owner()
                .get(calls.path(member) + "/verify")
                .then()
                .body("intact", is(true))
                .body("events", is(events));
    }

    private String rows() {
        return calls.tenant().sql("select count(*) from consent_event where %T").getFirst();
    }

    @Test
    void whatWasSaidElsewhereIsKeptOnceHoweverOftenItIsSent() {
        String one = member("A-1");
        String two = member("A-2");
        String csv = "memberId,member.kind,member.value,purpose,action,occurredAt,evidence,collectionPoint\n"
                + one + ",,,marketing.personalised,given,2025-01-01T00:00:00Z," + PROOF + ",paper-form\n"
                + one + ",,,location,given,2025-01-01T00:00:00Z," + PROOF + ",\n"
                + one + ",,,marketing.personalised,withdrawn,2025-03-01T00:00:00Z,,\n"
                + ",card,A-2,marketing.personalised,given,2025-01-01T00:00:00Z," + PROOF + ",\n"
                + ",card,A-2,analytics,refused,2025-01-01T00:00:00Z,,\n";
        counts(done(CSV, csv, "&dryRun=true"), 5, 0, 0);
        assertThat(rows()).isEqualTo("0");
        counts(done(CSV, csv), 5, 0, 0);
        counts(done(CSV, csv), 0, 5, 0);
        assertThat(rows()).isEqualTo("5");
        intact(one, 3);
        intact(two, 2);
        assertThat(calls.state(one, MARKETING)).isEqualTo("withdrawn");
        assertThat(calls.state(one, "location")).isEqualTo("expired");
        assertThat(calls.state(two, MARKETING)).isEqualTo("given");
        assertThat(calls.state(two, "analytics")).isEqualTo("refused");
        assertThat(calls.count(MARKETING)).isEqualTo(1);
        assertThat(
                        calls.tenant()
                                .sql(
                                        "select distinct concat_ws(' ', method, actor like 'staff-%') from consent_event where %T"))
                .containsExactly("import t");
        assertThat(calls.tenant().sql("select count(*) from consent_event where %T and evidence is not null"))
                .containsExactly("3");
    }

    @Test
    void whatCannotBeTakenIsToldWithTheReasonAndStopsNothing() {
        member("A-1");
        member(
                "A-2",
                ",\"profile\":{\"birthday\":\"%s\"}".formatted(LocalDate.now().minusYears(10)));
        String at = ",2025-01-01T00:00:00Z,";
        Response file = done(
                CSV,
                "member.kind,member.value,memberId,purpose,action,occurredAt,evidence,guardian\n"
                        + "card,A-1,,analytics,given" + at + PROOF + ",\n"
                        + "card,A-1,,analytics,given" + at + PROOF + ",\n" // twice in the file
                        + "card,A-9,,analytics,refused" + at + ",\n"
                        + "card,A-1,,unheard.of,refused" + at + ",\n"
                        + "card,A-1,,service,refused" + at + ",\n"
                        + "card,A-1,,location,given" + at + ",\n" // without evidence
                        + "card,A-1,,location,given" + at + "proof,\n"
                        + "card,A-1,,location,given,," + PROOF + ",\n" // at no time
                        + "card,A-1,,location,given,2999-01-01T00:00:00Z," + PROOF + ",\n"
                        + "card,A-2,,analytics,given" + at + PROOF + ",\n" // a child
                        + "card,A-2,,analytics,given" + at + PROOF + ",parent\n"
                        + ",,00000000-0000-7000-8000-000000000000,analytics,refused" + at + ",\n"
                        + ",,,analytics,refused" + at + ",\n");
        counts(file, 2, 1, 10);
        String rejected = calls.owner().get(file.<String>path("rejectedRows")).asString();
        assertThat(rejected.lines().skip(1).map(line -> line.split(",", 4)))
                .extracting(cells -> cells[0] + " " + cells[1] + " "
                        + cells[2].replace("\"", "").split(" ")[0])
                .containsExactly(
                        "4 validation_failed /member",
                        "5 validation_failed /purpose",
                        "6 validation_failed /purpose",
                        "7 validation_failed /noticeVersionId",
                        "8 validation_failed /evidence",
                        "9 validation_failed /occurredAt",
                        "10 validation_failed /occurredAt",
                        "11 validation_failed /guardian",
                        "13 validation_failed /member",
                        "14 validation_failed /member");
        assertThat(rows()).isEqualTo("2");
    }

    @Test
    void manyAreTakenOnceEachAndCountAtOnce() {
        calls.count("service"); // the purposes are there
        calls.tenant().sql("""
                with made as (
                  insert into member (tenant_id, id, data_key, attributes, version, created_at, updated_at)
                  select tenant_id, uuidv7(), '\\x00', '{}', 1, now(), now() from tenant, generate_series(1, 1203) where %T
                  returning tenant_id, id
                )
                insert into member_metric (tenant_id, member_id) select tenant_id, id from made""");
        List<String> members = calls.tenant().sql("select id from member where %T");
        String file = members.stream().map(id -> """
                        {"memberId":"%s","purpose":"analytics","action":"given","evidence":"%s",\
                        "occurredAt":"2026-01-01T00:00:00Z"}""".formatted(id, PROOF)).collect(Collectors.joining("\n"));
        counts(done(NDJSON, file), 1_203, 0, 0);
        counts(done(NDJSON, file), 0, 1_203, 0);
        assertThat(calls.count("analytics")).isEqualTo(1_203);
        intact(members.getFirst(), 1);
        intact(members.getLast(), 1);
    }

    @Test
    void isForWhoMayRecordConsents() {
        as(calls.tenant().app("imports:write", "members:read"))
                .contentType(CSV)
                .body("memberId,purpose\n".getBytes(UTF_8))
                .post("/v1/imports?kind=consents")
                .then()
                .statusCode(403);
    }
}
