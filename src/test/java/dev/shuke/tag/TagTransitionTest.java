package dev.shuke.tag;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From which tag of an exclusive group members have come to which. */
@QuarkusTest
class TagTransitionTest extends ApiTest {
    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");

    @BeforeEach
    void threeTiers() {
        tag("tiers", ",\"group\":true,\"exclusive\":true");
        List.of("low", "mid", "high").forEach(key -> tag(key, ",\"parent\":\"tiers\""));
    }

    private void tag(String key, String more) {
        as(owner)
                .body("{\"key\":\"%s\",\"name\":{\"en\":\"T\"},\"kind\":\"value\"%s}".formatted(key, more))
                .post("/v1/tags")
                .then()
                .statusCode(201);
    }

    private String member(String card) {
        return as(owner)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"" + card + "\"}]}")
                .post("/v1/members")
                .path("id");
    }

    /** Whatever happens to the member now has happened then. */
    private void then(String at, String expires) {
        tenant.sql("update member_tag_history set at = '" + at + "', expires_at = " + expires
                + " where %T and at > now() - interval '1 hour'");
    }

    private void given(String member, String tag, String at) {
        as(owner)
                .body("{}")
                .put("/v1/members/" + member + "/tags/" + tag)
                .then()
                .statusCode(201);
        then(at, "null");
    }

    private Response moves(String token, String query) {
        return as(token).get("/v1/tags/tiers/transitions" + query).then();
    }

    /** In Shanghai the last of October ends at 16:00 of that day, and the last of November likewise. */
    @Test
    void countsWhereMembersWereAtTheEndOfTwoDays() {
        String rises = member("A-1");
        given(rises, "low", "2025-10-31T15:59:59Z");
        given(rises, "high", "2025-11-30T15:59:59Z");
        String stays = member("A-2");
        given(stays, "low", "2025-10-01T00:00:00Z");
        given(stays, "high", "2025-11-30T16:00:00Z"); // of December already
        String comes = member("A-3");
        given(comes, "mid", "2025-10-31T16:00:00Z"); // of November already
        String leaves = member("A-4");
        given(leaves, "mid", "2025-10-20T00:00:00Z");
        as(owner).delete("/v1/members/" + leaves + "/tags/mid").then().statusCode(204);
        then("2025-11-10T00:00:00Z", "null");
        String ends = member("A-5");
        as(owner).body("{\"expiresAt\":\"2099-01-01T00:00:00Z\"}").put("/v1/members/" + ends + "/tags/high");
        then("2025-10-20T00:00:00Z", "'2025-11-20T00:00:00Z'");
        member("A-6");
        moves(owner, "?from=2025-10-31&to=2025-11-30")
                .statusCode(200)
                .body("group", is("tiers"))
                .body("rounded", is(false))
                .body("moves.before", contains("high", "low", "low", "mid", null))
                .body("moves.after", contains(null, "high", "low", null, "mid"))
                .body("moves.count", contains(1, 1, 1, 1, 1));
        moves(owner, "?from=2025-10-31&to=2025-10-31")
                .body("moves.before", contains("low", "high", "mid"))
                .body("moves.after", contains("low", "high", "mid"))
                .body("moves.count", contains(2, 1, 1));
    }

    @Test
    void whoMaySeeNobodyIsToldOfManyAlone() {
        tenant.sql("""
                with made as (
                  insert into member (tenant_id, id, data_key, attributes, version, created_at, updated_at)
                  select tenant_id, uuidv7(), '\\x00', '{}', 1, now(), now() from tenant, generate_series(1, 23) where %T
                  returning tenant_id, id
                ), counted as (insert into member_metric (tenant_id, member_id) select tenant_id, id from made)
                insert into member_tag_history (tenant_id, id, member_id, tag, action, source, written_by, at)
                select tenant_id, uuidv7(), id, case when row_number() over () <= 14 then 'low' else 'high' end, 'given', 'rule', 'x',
                  '2025-10-01T00:00:00Z' from made""");
        moves(tenant.staff("analyst"), "?from=2025-10-31&to=2025-11-30")
                .statusCode(200)
                .body("rounded", is(true))
                .body("moves.before", contains("low"))
                .body("moves.count", contains(10));
        moves(owner, "?from=2025-10-31&to=2025-11-30").body("moves.count", contains(14, 9));
    }

    @Test
    void isOfExclusiveGroupsAlone() {
        moves(owner, "").statusCode(200).body("moves", empty());
        moves(owner, "?from=2025-11-30&to=2025-10-31").statusCode(400);
        moves(owner, "?from=CANARY").statusCode(400);
        moves(tenant.staff("finance"), "").statusCode(403);
        as(owner).get("/v1/tags/low/transitions").then().statusCode(404);
        as(owner).get("/v1/tags/none/transitions").then().statusCode(404);
    }
}
