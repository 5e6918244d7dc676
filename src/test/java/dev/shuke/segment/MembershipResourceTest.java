package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What became of a segment's members, as its owner sees it. */
@QuarkusTest
class MembershipResourceTest extends ApiTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");

    private String member(String card) {
        return as(owner)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"" + card + "\"}]}")
                .post("/v1/members")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void tag(String member, boolean give) {
        String path = "/v1/members/" + member + "/tags/vip";
        if (give) {
            as(owner).body("{}").put(path).then().statusCode(201);
        } else {
            as(owner).delete(path).then().statusCode(204);
        }
    }

    private String segment(String rule) {
        as(owner)
                .body("{\"key\":\"vip\",\"kind\":\"value\",\"name\":{\"en\":\"T\"}}")
                .post("/v1/tags");
        return as(owner)
                .body("{\"key\":\"vips\",\"name\":\"V\",\"purpose\":\"" + tenant.purpose("marketing")
                        + "\",\"kind\":\"dynamic\",\"rule\":" + rule
                        + "}")
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .body("membership.state", is("ready"))
                .extract()
                .path("id");
    }

    private static final String VIP = "{\"type\":\"tag\",\"tag\":\"vip\",\"op\":\"has\"}";

    private void awaitCount(String segment, int members) {
        Poll.until(
                members + " members",
                SOON,
                () -> as(owner).get("/v1/segments/" + segment + "/count").<Integer>path("members") == members);
    }

    @Test
    void whoEntersAndLeavesIsTold() {
        String one = member("A-1001");
        String other = member("A-1002");
        String segment = segment(VIP);
        as(owner)
                .get("/v1/segments/" + segment + "/history")
                .then()
                .statusCode(200)
                .body("items", empty());
        tag(one, true);
        awaitCount(segment, 1);
        tag(other, true);
        awaitCount(segment, 2);
        tag(one, false);
        awaitCount(segment, 1);
        String path = "/v1/segments/" + segment + "/history?limit=2";
        String cursor = as(owner)
                .get(path)
                .then()
                .statusCode(200)
                .body("items.memberId", contains(one, other))
                .body("items.action", contains("left", "entered"))
                .body("items.version", contains(1, 1))
                .extract()
                .path("nextCursor");
        as(owner)
                .queryParam("cursor", cursor)
                .get(path)
                .then()
                .body("items.memberId", contains(one))
                .body("items.action", contains("entered"));
        as(owner)
                .get("/v1/members/" + one + "/segment-history")
                .then()
                .statusCode(200)
                .body("items.action", contains("left", "entered"))
                .body("items.segmentId", contains(segment, segment));
        as(owner).get("/v1/segments/" + segment + "/counts").then().body("items.members", contains(0));
    }

    /** Whom a rule had that the caller may not read would tell what it asked about. */
    @Test
    void theHistoryIsThatOfTheVersionsTheCallerMayRead() {
        String one = member("A-1001");
        String segment = segment("{\"type\":\"attribute\",\"attribute\":\"email\",\"op\":\"missing\"}");
        as(owner)
                .body("{\"rule\":" + VIP + "}")
                .patch("/v1/segments/" + segment)
                .then()
                .statusCode(200);
        tag(one, true);
        awaitCount(segment, 1);
        for (String path : List.of("/v1/segments/" + segment + "/history", "/v1/members/" + one + "/segment-history")) {
            as(owner).get(path).then().statusCode(200).body("items.version", contains(2, 2, 1));
            as(tenant.staff("marketing")).get(path).then().statusCode(200).body("items.version", contains(2, 2));
        }
    }

    @Test
    void whoWasInItWhenItWasMadeEnteredThen() {
        String member = member("A-1001");
        String segment = segment("{\"type\":\"metric\",\"metric\":\"frequency\",\"op\":\"eq\",\"value\":0}");
        as(owner)
                .get("/v1/segments/" + segment + "/history")
                .then()
                .body("items.memberId", contains(member))
                .body("items.action", contains("entered"));
        as(owner)
                .body("{\"rule\":" + VIP + "}")
                .patch("/v1/segments/" + segment)
                .then()
                .statusCode(200)
                .body("membership.state", is("ready"));
        as(owner)
                .get("/v1/segments/" + segment + "/history")
                .then()
                .body("items.action", contains("left", "entered"))
                .body("items.version", contains(2, 1));
        as(owner)
                .get("/v1/segments/" + segment + "/counts")
                .then()
                .body("items.members", contains(0, 1))
                .body("items.version", contains(2, 1));
    }

    @Test
    void ofTheErasedNothingIsTold() {
        String member = member("A-1001");
        String segment = segment(VIP);
        tag(member, true);
        awaitCount(segment, 1);
        as(owner).delete("/v1/members/" + member).then().statusCode(204);
        awaitCount(segment, 0);
        Poll.until(
                "the segment's following",
                SOON,
                () -> tenant.sql("select count(*) from member_touch where %T").equals(List.of("0")));
        assertThat(tenant.sql("select member_id from segment_change where %T")).isEmpty();
        assertThat(tenant.sql("select member_id from segment_membership where %T"))
                .isEmpty();
    }

    @Test
    void aSegmentThatCannotFollowSaysSoAndFollowsAgain() {
        String member = member("A-1001");
        String segment = segment(VIP);
        tenant.sql("update segment_version set rule = '" + VIP.replace("vip", "none") + "' where %T");
        tag(member, true);
        Poll.until("the fault's being told", SOON, () -> "stale".equals(state(segment)));
        assertThat(tenant.sql("select reason from segment_state where %T")).containsExactly("rule_invalid");
        tenant.sql("update segment_version set rule = '" + VIP + "' where %T");
        Poll.until("its being ready again", SOON, () -> "ready".equals(state(segment)));
        awaitCount(segment, 1);
    }

    /** As after an upgrade, and in a tenant of many members. */
    @Test
    void aSegmentThatIsBeingBuiltIsEvaluatedUntilItsMembersAreStored() {
        member("A-1001");
        String segment = segment("{\"type\":\"metric\",\"metric\":\"frequency\",\"op\":\"eq\",\"value\":0}");
        tenant.sql("delete from segment_membership where %T");
        tenant.sql("update segment_state set state = 'building', filled = null where %T");
        as(owner).get("/v1/segments/" + segment).then().body("membership.state", is("building"));
        awaitCount(segment, 1);
        tenant.sql(
                "insert into jobs.due (tenant_id, id, kind, ref, at) select tenant_id, gen_random_uuid(), 'segment.fill',"
                        + " segment_id::text, now() from segment_state where %T");
        Poll.until("its being filled", SOON, () -> "ready".equals(state(segment)));
        assertThat(tenant.sql("select count(*) from segment_membership where %T"))
                .containsExactly("1");
        awaitCount(segment, 1);
    }

    @Test
    void timeAloneMovesMembers() {
        String segment = segment(
                "{\"type\":\"event\",\"event\":\"order.paid\",\"within\":{\"days\":3},\"op\":\"gte\",\"value\":1}");
        as(owner)
                .body("""
                        {"type":"order.paid","source":"pos","sourceId":"1","occurredAt":"%s",
                         "member":{"kind":"card","value":"A-1001"},"amount":{"amount":1,"currency":"CNY"}}""".formatted(Instant.now().minus(Duration.ofDays(2))))
                .post("/v1/events")
                .then()
                .statusCode(200);
        awaitCount(segment, 1);
        assertThat(sweeps()).containsExactly("1");
        for (String column : List.of("event set occurred_at", "segment_state set checked_to")) {
            String name = column.substring(column.lastIndexOf(' ') + 1);
            tenant.sql("update " + column + " = " + name + " - interval '2 days' where %T");
        }
        tenant.sql("update segment_sweep set run_at = now() where %T");
        tenant.sql("update jobs.due set at = now() where kind = 'segment.sweep' and %T");
        awaitCount(segment, 0);
        Poll.until("the next sweep's being put down", SOON, () -> sweeps().equals(List.of("1")));
    }

    private List<String> sweeps() {
        return tenant.sql("select count(*) from jobs.due where kind = 'segment.sweep' and %T");
    }

    private String state(String segment) {
        return tenant.sql("select state from segment_state where %T and segment_id = '" + segment + "'")
                .getFirst();
    }
}
