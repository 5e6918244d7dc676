package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tags that follow segments. */
@QuarkusTest
class TagByRuleTest extends ApiTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");
    private int sent;

    private String member(String card, String city) {
        return as(owner)
                .body("""
                        {"identities":[{"kind":"card","value":"%s"}],"profile":{"city":"%s"}}""".formatted(card, city))
                .post("/v1/members")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void moves(String member, String city) {
        as(owner)
                .body("{\"profile\":{\"city\":\"" + city + "\"}}")
                .patch("/v1/members/" + member)
                .then()
                .statusCode(200);
    }

    private void tag(String key, String more) {
        as(owner)
                .body("{\"key\":\"%s\",\"name\":{\"en\":\"T\"},\"kind\":\"value\"%s}".formatted(key, more))
                .post("/v1/tags")
                .then()
                .statusCode(201);
    }

    private static String in(String city) {
        return "{\"type\":\"attribute\",\"attribute\":\"city\",\"op\":\"eq\",\"value\":\"" + city + "\"}";
    }

    private static String having(String tag) {
        return "{\"type\":\"tag\",\"tag\":\"" + tag + "\",\"op\":\"has\"}";
    }

    private String segment(String key, String rule) {
        return as(owner)
                .body("""
                        {"key":"%1$s","name":"%1$s","purpose":"service","kind":"dynamic","rule":%2$s}""".formatted(key, rule))
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private Response put(String tag, String segment, String more) {
        return as(owner)
                .body("{\"segment\":\"" + segment + "\"" + more + "}")
                .put("/v1/tags/" + tag + "/rule")
                .then();
    }

    private void follow(String tag, String segment, String more) {
        put(tag, segment, more).statusCode(200);
    }

    private List<String> tags(String member) {
        return as(owner).get("/v1/members/" + member + "/tags").path("items.key");
    }

    private void has(String member, String... tags) {
        Poll.until(
                List.of(tags) + " instead of " + tags(member),
                SOON,
                () -> tags(member).equals(List.of(tags)));
    }

    /** Of the tenant's jobs about tags none is left. */
    private void settled() {
        Poll.until("the end", SOON, () -> tenant.sql("""
                select id from member_touch where %T
                union all select id from jobs.due where %T and kind = 'tag.rule'""").isEmpty());
    }

    private void rebuilt(String segment) {
        tenant.sql("insert into jobs.due (tenant_id, id, kind, ref, at) select tenant_id, uuidv7(), 'segment.fill', '"
                + segment + "', now() from tenant where %T");
        Poll.until(
                "the fill",
                SOON,
                () -> tenant.sql("select id from jobs.due where %T and kind = 'segment.fill'")
                        .isEmpty());
        settled();
    }

    private void event(String card, Instant at) {
        sent++;
        as(tenant.app("events:write"))
                .body("""
                        {"type":"order.paid","source":"pos","sourceId":"%d","occurredAt":"%s",
                         "member":{"kind":"card","value":"%s"},"amount":{"amount":100,"currency":"CNY"}}""".formatted(sent, at, card))
                .post("/v1/events")
                .then()
                .statusCode(200);
    }

    @Test
    void whoIsInTheSegmentHasTheTagAndWhoLeavesLosesIt() {
        String stays = member("A-1", "Shanghai");
        String comes = member("A-2", "London");
        tag("local", "");
        String segment = segment("locals", in("Shanghai"));
        String above = segment("above", having("local"));
        follow("local", segment, ",\"confidence\":0.75");
        has(stays, "local");
        moves(comes, "Shanghai");
        has(comes, "local");
        as(owner)
                .get("/v1/members/" + comes + "/tags")
                .then()
                .body("items[0].source", is("rule"))
                .body("items[0].confidence", is(0.75))
                .body("items[0].writtenBy", is("segment:" + segment + "/1"));
        Poll.until(
                "the segment over the tag",
                SOON,
                () -> as(owner).get("/v1/segments/" + above + "/count").<Integer>path("members") == 2);
        moves(comes, "London");
        has(comes);
        as(owner)
                .get("/v1/members/" + comes + "/tag-history")
                .then()
                .body("items.action", contains("removed", "given"))
                .body("items.source", contains("rule", "rule"))
                .body("items.writtenBy", contains("segment:" + segment + "/1", "segment:" + segment + "/1"));
        as(owner).get("/v1/tags/local/rule").then().statusCode(200).body("segment", is(segment));
    }

    @Test
    void anotherRuleOfTheSegmentOrNoneReachesTheTag() {
        String one = member("A-1", "Shanghai");
        String other = member("A-2", "London");
        tag("local", ",\"valueType\":\"string\"");
        String segment = segment("locals", in("Shanghai"));
        put("local", segment, "").statusCode(422).body("errors[0].pointer", is("/value"));
        follow("local", segment, ",\"value\":\"a\"");
        has(one, "local");
        as(owner)
                .body("{\"rule\":" + in("London") + "}")
                .patch("/v1/segments/" + segment)
                .then()
                .statusCode(200);
        has(other, "local");
        has(one);
        as(owner)
                .get("/v1/members/" + other + "/tags")
                .then()
                .body("items[0].writtenBy", is("segment:" + segment + "/2"));
        follow("local", segment, ",\"value\":\"b\"");
        Poll.until(
                "the other value",
                SOON,
                () -> "b".equals(as(owner).get("/v1/members/" + other + "/tags").path("items[0].value")));
        as(owner).delete("/v1/segments/" + segment).then().statusCode(409);
        as(owner).delete("/v1/tags/local/rule").then().statusCode(204);
        has(other);
        as(owner).get("/v1/tags/local/rule").then().statusCode(404);
        as(owner).delete("/v1/segments/" + segment).then().statusCode(204);
    }

    @Test
    void whoKnowsBetterIsBelievedAndAModelIsNot() {
        String taken = member("A-1", "Shanghai");
        String given = member("A-2", "Shanghai");
        String guessed = member("A-3", "Shanghai");
        tag("local", "");
        as(owner).body("{}").put("/v1/members/" + taken + "/tags/local");
        as(owner).delete("/v1/members/" + taken + "/tags/local").then().statusCode(204);
        as(owner).body("{}").put("/v1/members/" + given + "/tags/local");
        as(owner).body("{\"source\":\"model\"}").put("/v1/members/" + guessed + "/tags/local");
        String segment = segment("locals", in("Shanghai"));
        follow("local", segment, "");
        Poll.until(
                "the rule's word",
                SOON,
                () -> "rule"
                        .equals(as(owner)
                                .get("/v1/members/" + guessed + "/tags")
                                .path("items[0].source")));
        settled();
        assertThat(tags(taken)).isEmpty();
        as(owner).get("/v1/members/" + given + "/tags").then().body("items.source", contains("manual"));
        List.of(taken, given, guessed).forEach(member -> moves(member, "London"));
        has(guessed);
        settled();
        assertThat(tags(given)).containsExactly("local");
        as(owner)
                .body("{\"source\":\"model\"}")
                .put("/v1/members/" + guessed + "/tags/local")
                .then()
                .statusCode(201);
    }

    @Test
    void ofAGroupTheFirstCountsThatFits() {
        String member = member("A-1", "Shanghai");
        tag("tiers", ",\"group\":true,\"exclusive\":true");
        tag("first", ",\"parent\":\"tiers\"");
        tag("second", ",\"parent\":\"tiers\"");
        follow(
                "second",
                segment("anybody", "{\"type\":\"attribute\",\"attribute\":\"city\",\"op\":\"exists\"}"),
                ",\"position\":2");
        has(member, "second");
        follow("first", segment("locals", in("Shanghai")), ",\"position\":1");
        has(member, "first");
        moves(member, "London");
        has(member, "second");
        moves(member, "Shanghai");
        has(member, "first");
        as(owner)
                .get("/v1/members/" + member + "/tag-history")
                .then()
                .body("items.key", contains("first", "second", "first", "second"))
                .body("items.action", contains("given", "given", "given", "given"));
    }

    @Test
    void customersComeInTiersByHowOftenTheyCome() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List.of(1, 2, 3).forEach(days -> event("often", now.minus(days, ChronoUnit.DAYS)));
        event("now and then", now.minus(20, ChronoUnit.DAYS));
        event("away", now.minus(100, ChronoUnit.DAYS));
        tag("visits", ",\"group\":true,\"exclusive\":true");
        String orders = "{\"type\":\"event\",\"event\":\"order.paid\",\"within\":{\"days\":%d},\"op\":%s}";
        Map<String, String> rules = Map.of(
                "weekly", orders.formatted(7, "\"gte\",\"value\":3"),
                "monthly", orders.formatted(30, "\"gte\",\"value\":1"),
                "away", orders.formatted(60, "\"none\""));
        List.of("weekly", "monthly", "away").forEach(tier -> {
            tag(tier, ",\"parent\":\"visits\"");
            follow(tier, segment("tier-" + tier, rules.get(tier)), ",\"position\":" + sent++);
        });
        has(card("often"), "weekly");
        has(card("now and then"), "monthly");
        has(card("away"), "away");
        event("away", now.minus(1, ChronoUnit.HOURS));
        has(card("away"), "monthly");
    }

    private String card(String card) {
        return as(owner)
                .body("{\"kind\":\"card\",\"value\":\"" + card + "\"}")
                .post("/v1/members/lookup")
                .path("id");
    }

    @Test
    void aTagThatWouldHangOnItselfIsRefused() {
        tag("group", ",\"group\":true,\"exclusive\":true");
        tag("one", ",\"parent\":\"group\"");
        tag("two", ",\"parent\":\"group\"");
        tag("apart", "");
        String ofOne = segment("of-one", having("one"));
        String nested = segment("nested", "{\"type\":\"not\",\"of\":{\"type\":\"segment\",\"segment\":\"of-one\"}}");
        put("one", ofOne, "").statusCode(422).body("errors[0].pointer", is("/segment"));
        put("two", ofOne, "").statusCode(422).body("errors[0].pointer", is("/segment"));
        put("one", nested, "").statusCode(422).body("errors[0].pointer", is("/segment"));
        follow("apart", ofOne, "");
        String ofApart = segment("of-apart", having("apart"));
        put("two", ofApart, "").statusCode(422).body("errors[0].pointer", is("/segment"));
        String free = segment("free", in("Shanghai"));
        follow("one", free, "");
        as(owner)
                .body("{\"rule\":" + having("apart") + "}")
                .patch("/v1/segments/" + free)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/rule"));
        String frozen = as(owner)
                .body("""
                        {"key":"frozen","name":"F","purpose":"service","kind":"frozen","rule":%s}""".formatted(in("Shanghai")))
                .post("/v1/segments")
                .path("id");
        put("two", frozen, "").statusCode(422).body("errors[0].pointer", is("/segment"));
        put("group", free, "").statusCode(422);
        put("two", "00000000-0000-7000-8000-000000000000", "").statusCode(404);
        put("none", free, "").statusCode(404);
        assertThat(tenant.sql("select tag from tag_rule where %T order by tag")).containsExactly("apart", "one");
    }

    /** The days count from when somebody enters; who has had his is not given them again until he enters again. */
    @Test
    void aTagWithAnExpiryLastsNoLonger() {
        String member = member("A-1", "Shanghai");
        tag("local", ",\"expiryDays\":30");
        String segment = segment("locals", in("Shanghai"));
        follow("local", segment, "");
        has(member, "local");
        assertThat(
                        tenant.sql(
                                "select expires_at - interval '30 days' = (select since from tag_rule where %T) from member_tag where %T"))
                .containsExactly("t");
        for (String table : List.of("tag_rule set since = since", "segment_change set at = at")) {
            tenant.sql("update " + table + " - interval '31 days' where %T");
        }
        tenant.sql("update member_tag set expires_at = expires_at - interval '31 days' where %T");
        rebuilt(segment);
        assertThat(tags(member)).isEmpty();
        moves(member, "London");
        settled();
        moves(member, "Shanghai");
        has(member, "local");
    }

    /** Also a merge and its undoing, and somebody whose data is restricted. */
    @Test
    void followsAMergeAndARestriction() {
        String away = member("A-1", "London");
        String local = member("A-2", "Shanghai");
        tag("local", "");
        String segment = segment("locals", in("Shanghai"));
        follow("local", segment, "");
        has(local, "local");
        String merge = as(owner)
                .body("{\"from\":\"" + local + "\"}")
                .post("/v1/members/" + away + "/merge")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        has(
                away,
                tenant.sql(
                                "select tag from tag_rule where %T and 'Shanghai' = (select city from member where %T and id = '"
                                        + away + "')")
                        .toArray(String[]::new));
        as(owner).post("/v1/merges/" + merge + "/undo").then().statusCode(200);
        has(local, "local");
        has(away);
        tenant.sql("update member_metric set restricted = true where %T");
        rebuilt(segment);
        assertThat(tags(local)).isEmpty();
    }

    /** However their moves fall between the looks: at the end those have it who are there, and nothing was told twice. */
    @Test
    void nothingIsOverlookedAndNothingToldTwice() {
        tag("local", "");
        String segment = segment("locals", in("Shanghai"));
        follow("local", segment, "");
        Random random = new Random(11);
        Map<String, String> city = new TreeMap<>();
        for (int i = 0; i < 12; i++) {
            city.put(member("A-" + i, "London"), "London");
        }
        for (int i = 0; i < 60; i++) {
            String member = List.copyOf(city.keySet()).get(random.nextInt(city.size()));
            city.put(member, random.nextBoolean() ? "Shanghai" : "London");
            moves(member, city.get(member));
        }
        settled();
        city.forEach((member, where) ->
                assertThat(tags(member)).isEqualTo(where.equals("Shanghai") ? List.of("local") : List.of()));
        assertThat(tenant.sql("""
                select member_id from (
                  select member_id, action, lag(action, 1, 'removed') over (partition by member_id order by id) as before
                  from member_tag_history where %T) h
                where action = before""")).isEmpty();
        assertThat(tenant.sql("select count(*) from tag_rule r join segment_state s using (tenant_id, segment_id)"
                        + " where r.seq = s.seq and tenant_id = '" + tenant.id() + "'"))
                .containsExactly("1");
    }
}
