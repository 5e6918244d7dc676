package dev.shuke.experiment;

import static org.hamcrest.Matchers.lessThan;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import java.util.UUID;

/** What the tests of experiments do over and over, as the owner of a tenant. */
record ExperimentCalls(TestTenant tenant) {
    static final String PATH = "/v1/experiments";
    static final String MARKETING = "marketing.personalised";

    static ExperimentCalls ofNewTenant() {
        return new ExperimentCalls(TestTenant.create("Asia/Shanghai", "CNY"));
    }

    ApiCall owner() {
        return ApiCall.as(tenant.staff("owner"));
    }

    /** @param more of the body, a comma first, which may take the place of what is there */
    static String definition(String key, String more) {
        return """
                {"key":"%s","name":"Coupon","purpose":"service",%s
                 "metrics":[{"key":"conversion","type":"proportion"}]}""".formatted(key, more.isEmpty() ? variants(1, 1) : more + "," + variants(1, 1));
    }

    static String variants(int a, int b) {
        return """
                "variants":[{"key":"a","weight":%d,"payload":{"coupon":0}},{"key":"b","weight":%d,"payload":{"coupon":500}}],\
                """.formatted(a, b);
    }

    /** The id of a draft. */
    String draft(String definition) {
        return owner().body(definition).post(PATH).then().statusCode(201).path("id");
    }

    /** The id of one that runs. */
    String running(String definition) {
        String id = draft(definition);
        step(id, "start").statusCode(200);
        return id;
    }

    Response step(String id, String step) {
        return owner().post(PATH + "/" + id + "/" + step).then();
    }

    Response replace(String id, String definition) {
        return owner().body(definition).put(PATH + "/" + id).then();
    }

    String member() {
        return member("{\"kind\":\"card\",\"value\":\"%s\"}".formatted(UUID.randomUUID()), "");
    }

    /** @param more of the body, a comma first */
    String member(String identity, String more) {
        return owner().body("{\"identities\":[%s]%s}".formatted(identity, more))
                .post("/v1/members")
                .then()
                .statusCode(lessThan(300))
                .path("id");
    }

    Response assign(String kind, String id, String... keys) {
        return owner().body("""
                        {"unit":{"kind":"%s","id":"%s"},"experiments":["%s"]}""".formatted(kind, id, String.join("\",\"", keys)))
                .post(PATH + "/assign")
                .then();
    }

    /** The variant, or the reason for there being none. */
    String outcome(String member, String key) {
        Response answer = assign("member", member, key).statusCode(200);
        String variant = answer.path("assignments[0].variant");
        return variant == null ? answer.path("assignments[0].reason") : variant;
    }

    String reason(String member, String key) {
        return assign("member", member, key).statusCode(200).path("assignments[0].reason");
    }

    /** That a device's member was shown a variant. */
    Response expose(String kind, String identity, String key, String variant, String at) {
        return owner().body("""
                        [{"type":"exposure","source":"app","sourceId":"%s","occurredAt":"%s",
                          "member":{"kind":"%s","value":"%s"},"props":{"experiment":"%s","variant":"%s"}}]""".formatted(UUID.randomUUID(), at, kind, identity, key, variant))
                .post("/v1/events")
                .then()
                .statusCode(200);
    }

    /** Of a member whose card it is. */
    Response expose(String card, String key, String variant) {
        return expose("card", card, key, variant, java.time.Instant.now().toString());
    }
}
