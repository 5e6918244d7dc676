package dev.shuke.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.PlantedScores;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told what of whose scores, and when there are none. */
@QuarkusTest
class MemberScoreTest extends ApiTest {
    private TestTenant tenant;
    private String owner;
    private String member;

    @BeforeEach
    void aMember() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
        order("C-1", "1", "2026-06-01T00:00:00Z");
        member = member("1");
    }

    @Test
    void whatThereIsNoneOfSaysWhy() {
        scores(owner).body("$", not(hasKey("computedAt"))).body("missing.reason", everyItem(is("no_model")));
        PlantedScores.plant(tenant.id(), 1);
        scores(owner).body("clv.expected.amount", is(250_000)).body("missing", empty());
        order("C-2", "2", "2026-06-01T00:00:00Z");
        member = member("2");
        scores(owner)
                .body("missing.reason", everyItem(is("not_yet")))
                .body("missing.kind", contains("clv", "churn", "next-purchase"));
        tenant.sql("update member_metric set restricted = true where %T");
        scores(owner).body("missing.reason", everyItem(is("restricted")));
        member = as(owner)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"C-3\"}]}")
                .post("/v1/members")
                .path("id");
        scores(owner).body("missing.reason", everyItem(is("no_orders")));
    }

    @Test
    void everyRoleIsToldWhatItMaySee() {
        PlantedScores.plant(tenant.id(), 1);
        scores(tenant.staff("marketing"))
                .body("clv", not(hasKey("expected")))
                .body("clv", not(hasKey("low")))
                .body("clv.band.from.amount", is(200_000))
                .body("churn.factors.feature", contains("interval_stretch", "complaints", "orders", "recency"));
        for (String role : List.of("finance", "analyst", "privacy", "associate")) {
            as(tenant.staff(role))
                    .get("/v1/members/" + member + "/scores")
                    .then()
                    .statusCode(403);
        }
        as(tenant.app("members:read"))
                .get("/v1/members/" + member + "/scores")
                .then()
                .statusCode(403);
    }

    @Test
    void scoresAreMadeAnewAndGoWithTheMember() {
        PlantedScores.plant(tenant.id(), 1);
        order("C-2", "2", "2026-06-01T00:00:00Z");
        order("C-3", "3", "2026-06-01T00:00:00Z");
        recompute();
        assertThat(tenant.sql("select count(*) from member_score where %T and computed_at < now() and clv <> 250000"))
                .containsExactly("3");
        String merge = as(owner)
                .body("{\"from\":\"" + member("2") + "\"}")
                .post("/v1/members/" + member + "/merge")
                .path("id");
        assertThat(tenant.sql("select count(*) from member_score where %T")).containsExactly("2");
        as(owner).post("/v1/merges/" + merge + "/undo").then().statusCode(200);
        recompute();
        assertThat(tenant.sql("select count(*) from member_score where %T")).containsExactly("3");
        as(owner).delete("/v1/members/" + member).then().statusCode(204);
        tenant.sql("update member_metric set restricted = true where %T and member_id = '" + member("3") + "'");
        recompute();
        assertThat(tenant.sql("select member_id from member_score where %T")).containsExactly(member("2"));
    }

    @Test
    void whatCannotBeLearnedIsRefusedAndSaysWhy() {
        for (String kind : List.of("clv", "churn", "next-purchase")) {
            await(as(owner)
                    .body("{}")
                    .post("/v1/scores/" + kind + "/trainings")
                    .then()
                    .statusCode(202)
                    .extract()
                    .header("Location"));
            as(owner)
                    .get("/v1/scores/" + kind + "/models/1")
                    .then()
                    .body("status", is("refused"))
                    .body("reason.code", is("too_few_members"))
                    .body("reason.text.zh", is("会员太少，无法训练"))
                    .body("$", not(hasKey("backTest")));
        }
        scores(owner).body("missing.reason", everyItem(is("no_model")));
        as(owner).get("/v1/scores/churn/models/2").then().statusCode(404);
        as(owner).get("/v1/scores/other/models/1").then().statusCode(404);
    }

    @Test
    void whoSeesNoPersonGetsRoundedCounts() {
        PlantedScores.plant(tenant.id(), 1);
        as(owner)
                .get("/v1/scores/churn/models/1")
                .then()
                .body("members", is(8_654))
                .body("backTest.members", is(3_362));
        as(tenant.staff("analyst"))
                .get("/v1/scores/churn/models/1")
                .then()
                .statusCode(200)
                .body("members", is(8_650))
                .body("backTest.members", is(3_360));
        as(tenant.staff("finance")).get("/v1/scores/churn/models/1").then().statusCode(403);
    }

    private Response scores(String caller) {
        return as(caller).get("/v1/members/" + member + "/scores").then().statusCode(200);
    }

    private void recompute() {
        await(as(owner)
                .post("/v1/scores/recompute")
                .then()
                .statusCode(202)
                .extract()
                .header("Location"));
    }

    private void await(String job) {
        Poll.until(
                "the job",
                Duration.ofMinutes(1),
                () -> as(owner).get(job).path("state").equals("succeeded"));
    }

    private String member(String sourceId) {
        return tenant.sql("select coalesce(origin_member_id, member_id) from event where %T and source_id = '"
                        + sourceId + "'")
                .getFirst();
    }

    private void order(String card, String sourceId, String at) {
        as(tenant.app("events:write"))
                .body("""
                {"type":"order.paid","source":"till","sourceId":"%s","occurredAt":"%s",
                 "member":{"kind":"card","value":"%s"},"amount":{"amount":900,"currency":"CNY"}}""".formatted(sourceId, at, card))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(1));
    }
}
