package dev.shuke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.shuke.localstack.Poll;
import dev.shuke.platform.privacy.LogTap;
import dev.shuke.platform.privacy.RedisTap;
import dev.shuke.platform.privacy.Rows;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.PlantedPrivacy;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.Test;

/**
 * Words that only one member has said are planted in every place that takes any; when he is erased they are looked for in
 * a dump of the whole database, in Redis, in files and in the log.
 */
@QuarkusTest
class ErasedCopiesTest extends ApiTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    @Inject
    ErasureReplay replay;

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");
    private final String mark = "zq" + Long.toString(System.nanoTime(), 36);
    private final String card = ("C-" + mark).toUpperCase(Locale.ROOT);
    private final List<String> canaries = List.of(mark, card);
    private final FreeWords free = new FreeWords(tenant, mark, card);

    private String member(String card, String mark) {
        String id = as(owner)
                .header("Idempotency-Key", "made-" + mark)
                .body("""
                        {"identities":[{"kind":"card","value":"%1$s"},{"kind":"device","value":"device-%2$s"}],
                         "profile":{"name":"%2$s","email":"%2$s@example.com","city":"%2$s","birthday":"1990-05-01"},
                         "attributes":{"own":"%2$s"}}""".formatted(card, mark))
                .post("/v1/members")
                .then()
                .statusCode(201)
                .path("id");
        as(owner).body("""
                        [{"type":"survey.answered","source":"web","sourceId":"s-%3$s","occurredAt":"2026-03-04T05:06:07Z",
                         "member":{"kind":"card","value":"%1$s"},"props":{"note":"%2$s"}}]""".formatted(card, mark, id)).post("/v1/events").then().body("accepted", equalTo(1));
        return id;
    }

    private String ended(String id) {
        Poll.until(
                "the job",
                SOON,
                () -> "succeeded".equals(as(owner).get("/v1/jobs/" + id).path("state")));
        return id;
    }

    private String export(String kind) {
        return ended(as(owner)
                .body("{\"kind\":\"" + kind + "\",\"purpose\":\"service\"}")
                .post("/v1/exports")
                .path("id"));
    }

    private void tagged(String id) {
        as(owner)
                .body("{\"key\":\"note\",\"name\":{\"en\":\"Note\"},\"kind\":\"value\",\"valueType\":\"string\"}")
                .post("/v1/tags")
                .then()
                .statusCode(201);
        as(owner)
                .body("{\"value\":\"" + mark + "\"}")
                .put("/v1/members/" + id + "/tags/note")
                .then()
                .statusCode(201);
    }

    /** What staff write about him in words, each place once. */
    private void spokenOf(String id) {
        String words = "\"said " + mark + "\"";
        as(owner)
                .body("{\"fields\":[\"card\"],\"purpose\":\"service\",\"reason\":" + words + "}")
                .post("/v1/members/" + id + "/reveal")
                .then()
                .statusCode(200);
        String hold = as(owner)
                .body("{\"memberId\":\"" + id + "\",\"reason\":" + words + "}")
                .post("/v1/legal-holds")
                .then()
                .statusCode(201)
                .path("id");
        as(owner).post("/v1/legal-holds/" + hold + "/lift").then().statusCode(200);
        String request = as(owner)
                .body("{\"memberId\":\"" + id + "\",\"type\":\"restriction\"}")
                .post("/v1/privacy-requests")
                .then()
                .statusCode(201)
                .path("id");
        String path = "/v1/privacy-requests/" + request;
        PlantedPrivacy.task(tenant.id(), UUID.fromString(request), "S-01");
        step(path + "/verify", "{\"method\":\"in_person\",\"evidence\":" + words + "}");
        step(path + "/start", null);
        step(path + "/tasks/confirm", "{\"store\":\"S-01\",\"evidence\":" + words + "}");
        step(path + "/complete", "{\"evidence\":" + words + "}");
        step(path + "/lift", null);
    }

    private void step(String path, String body) {
        (body == null ? as(owner) : as(owner).body(body)).post(path).then().statusCode(200);
    }

    /** The reasons of the reveal that the audit log tells. */
    private List<String> reasons(String id) {
        return as(owner)
                .get("/v1/audit-log?about=" + id + "&action=member.revealed")
                .then()
                .statusCode(200)
                .path("items.reason");
    }

    /** As one who was erased is to leave it. */
    private void nothingIsLeft() {
        for (String table : OlderCopy.tables(tenant)) {
            for (String canary : canaries) {
                assertThat(tenant.sql("select t::text from " + table + " t where %T and position('" + canary
                                + "' in t::text) > 0"))
                        .as(table)
                        .isEmpty();
            }
        }
        assertThat(Rows.containing(canaries)).isEmpty();
    }

    @Test
    void ofAnErasedMemberNothingIsLeftAnywhere() {
        LogTap log = new LogTap();
        Logger.getLogger("").addHandler(log);
        try (RedisTap redis = RedisTap.open()) {
            String id = member(card, mark);
            String other = member("OTHER-" + card.hashCode(), "kept" + mark.hashCode());
            tagged(id);
            spokenOf(id);
            free.write(id);
            assertThat(reasons(id)).containsExactly("said " + mark);
            String key = tenant.sql("select encode(data_key, 'hex') from member where %T and id = '" + id + "'")
                    .getFirst();
            assertThat(Rows.containing(List.of(key))).containsExactly("public.member: " + key);
            String members = export("members");
            String events = export("events");
            String rejected = ended(as(owner)
                    .contentType("text/csv")
                    .body("identities.card,identities.phone,profile.city\n" + card + ",no phone," + mark + "\n")
                    .post("/v1/imports?kind=members")
                    .path("id"));
            assertThat(as(owner).get("/v1/exports/" + members + "/file").asString())
                    .contains(id, other, mark);
            assertThat(as(owner).get("/v1/imports/" + rejected + "/rejected").asString())
                    .contains(mark);
            assertThat(Rows.containing(canaries)).as("the measure itself").isNotEmpty();

            as(tenant.staff("privacy")).delete("/v1/members/" + id).then().statusCode(204);

            nothingIsLeft();
            assertThat(as(owner).get("/v1/exports/" + members + "/file").asString())
                    .doesNotContain(id, mark)
                    .contains(other);
            assertThat(as(owner).get("/v1/exports/" + events + "/file").asString())
                    .doesNotContain(id, mark)
                    .contains(other);
            assertThat(as(owner).get("/v1/imports/" + rejected + "/rejected").asString())
                    .doesNotContain(mark, card);
            assertThat(log.text()).doesNotContain(mark, card);
            assertThat(redis.heardAfter(as(owner)::get)).doesNotContain(mark, card);
            assertThat(tenant.sql("select action from audit_entry where %T and about_id = '" + id + "'"))
                    .contains("member.revealed", "member.erased");
            assertThat(reasons(id)).containsOnlyNulls();
            assertThat(Rows.containing(List.of(key)))
                    .as("what would open what was sealed")
                    .isEmpty();
            as(owner).get("/v1/audit-log/verify").then().body("intact", equalTo(true));
            free.theTradeStays(id);
            free.aRepetitionIsNothingNew();
            nothingIsLeft();
        } finally {
            Logger.getLogger("").removeHandler(log);
        }
    }

    /** Kept for a day to be given again; the call is not to be worked off a second time either. */
    @Test
    void anAnswerAboutHimIsNotGivenAgain() {
        String id = member(card, mark);
        String body = "{\"identities\":[{\"kind\":\"card\",\"value\":\"" + card + "\"}]}";
        as(owner)
                .header("Idempotency-Key", "again")
                .body(body)
                .post("/v1/members")
                .then()
                .statusCode(200);
        String other = as(owner)
                .header("Idempotency-Key", "other")
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"OTHER\"}]}")
                .post("/v1/members")
                .path("id");
        as(tenant.staff("privacy")).delete("/v1/members/" + id).then().statusCode(204);
        as(owner)
                .header("Idempotency-Key", "again")
                .body(body)
                .post("/v1/members")
                .then()
                .statusCode(409)
                .body("code", equalTo("idempotency_erased"));
        as(owner)
                .header("Idempotency-Key", "other")
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"OTHER\"}]}")
                .post("/v1/members")
                .then()
                .statusCode(201)
                .body("id", equalTo(other));
        assertThat(tenant.sql("select length(answer) from idempotency_claim where %T order by 1 limit 2"))
                .containsExactly("0", "0");
        assertThat(tenant.sql("select 1 from idempotency_claim where %T and '" + id + "' = any(about)"))
                .isEmpty();
        nothingIsLeft();
    }

    /** That what is left is found, whatever form it is in. */
    @Test
    void aPlantedRestIsFound() {
        for (String form : List.of(
                "'x" + mark + "'",
                "encode('xy" + mark + "', 'hex')",
                "encode('" + mark + "', 'base64')",
                "encode('x" + mark + "z', 'base64')",
                "encode('xy" + mark + "zz', 'base64')")) {
            assertThat(Rows.containing(canaries)).isEmpty();
            tenant.sql("insert into revocation select tenant_id, " + form + ", now() from tenant where %T");
            assertThat(Rows.containing(canaries)).as(form).containsExactly("public.revocation: " + mark);
            tenant.sql("delete from revocation where %T");
        }
    }

    /** Where the merchant keeps nothing of whom is erased, nothing of the events stays. */
    @Test
    void norOfHisEventsWhereTheyAreDeleted() {
        as(owner)
                .contentType("application/merge-patch+json")
                .body("{\"settings\":{\"erasedEvents\":\"deleted\"}}")
                .patch("/v1/tenant")
                .then()
                .statusCode(200);
        String id = member(card, mark);
        as(owner).body("""
                        [{"type":"order.paid","source":"pos","sourceId":"%1$s","occurredAt":"2026-03-04T05:06:07Z",
                         "member":{"kind":"card","value":"%2$s"},"amount":{"amount":100,"currency":"CNY"},
                         "items":[{"sku":"TEA","name":"for %1$s","quantity":1}]}]""".formatted(mark, card)).post("/v1/events").then().body("accepted", equalTo(1));
        free.write(id);
        as(tenant.staff("privacy")).delete("/v1/members/" + id).then().statusCode(204);
        nothingIsLeft();
        free.aRepetitionIsNothingNew();
        nothingIsLeft();
    }

    @Test
    void norAfterAnOlderCopyIsRestored() {
        String id = member(card, mark);
        tagged(id);
        spokenOf(id);
        free.write(id);
        try (OlderCopy older = new OlderCopy(tenant)) {
            as(tenant.staff("privacy")).delete("/v1/members/" + id).then().statusCode(204);
            older.restore();
            as(owner).get("/v1/members/" + id).then().statusCode(200);
            replay.replay().await().atMost(Duration.ofSeconds(60));
        }
        nothingIsLeft();
        as(owner).get("/v1/members/" + id).then().statusCode(404);
    }

    /** Sent before the erasure, worked off after it. */
    @Test
    void aFileOnItsWayInDoesNotBringHimBack() {
        String id = member(card, mark);
        String member = "{\"identities\":[{\"kind\":\"card\",\"value\":\"%s\"}],\"profile\":{\"city\":\"%s\"}}";
        String event = """
                {"type":"product.viewed","source":"web","sourceId":"v-%1$s","occurredAt":"2026-03-04T05:06:07Z",\
                "member":{"kind":"card","value":"%1$s"}}""";
        tenant.sql("create function later() returns trigger language plpgsql as"
                + " $$ begin new.at := now() + interval '1 hour'; return new; end $$");
        List<String> imports;
        try {
            tenant.sql("create trigger later before insert on jobs.due for each row"
                    + " when (new.%T and new.kind = 'tenant-job') execute function later()");
            imports = Stream.of(
                            List.of(
                                    "members",
                                    member.formatted(card.toLowerCase(Locale.ROOT), mark) + "\n"
                                            + member.formatted("NEW-1", "Suzhou") + "\n{\"identities\":\"" + mark
                                            + "\"}"),
                            List.of("events", event.formatted(card) + "\n" + event.formatted("NEW-2")))
                    .map(file -> as(owner)
                            .contentType("application/x-ndjson")
                            .body(file.getLast())
                            .post("/v1/imports?kind=" + file.getFirst())
                            .<String>path("id"))
                    .toList();
        } finally {
            tenant.sql("drop function later cascade");
        }
        as(tenant.staff("privacy")).delete("/v1/members/" + id).then().statusCode(204);
        TestTenant.dueNow(tenant.slug());
        imports.forEach(this::ended);
        as(owner)
                .body("{\"kind\":\"card\",\"value\":\"" + card + "\"}")
                .post("/v1/members/lookup")
                .then()
                .statusCode(404);
        for (String kept : List.of("NEW-1", "NEW-2")) {
            as(owner)
                    .body("{\"kind\":\"card\",\"value\":\"" + kept + "\"}")
                    .post("/v1/members/lookup")
                    .then()
                    .statusCode(200);
        }
        as(owner)
                .get("/v1/imports/" + imports.getFirst())
                .then()
                .body("created", equalTo(1))
                .body("rejected", equalTo(2));
        assertThat(as(owner)
                        .get("/v1/imports/" + imports.getFirst() + "/rejected")
                        .asString())
                .doesNotContain(mark, card);
        assertThat(tenant.sql("select 1 from import_bar where %T")).isEmpty();
        nothingIsLeft();
    }
}
