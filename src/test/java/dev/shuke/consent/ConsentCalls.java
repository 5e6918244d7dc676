package dev.shuke.consent;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import java.util.UUID;

/** What the tests of consents do over and over, as the owner of a tenant. */
record ConsentCalls(TestTenant tenant) {
    static ConsentCalls ofNewTenant() {
        return new ConsentCalls(TestTenant.create("Asia/Shanghai", "CNY"));
    }

    ApiCall owner() {
        return ApiCall.as(tenant.staff("owner"));
    }

    String member() {
        return member("");
    }

    /** @param more of the body, a comma first */
    String member(String more) {
        return owner().body(
                        "{\"identities\":[{\"kind\":\"card\",\"value\":\"%s\"}]%s}".formatted(UUID.randomUUID(), more))
                .post("/v1/members")
                .then()
                .statusCode(201)
                .path("id");
    }

    /** A version of the purpose's notice. */
    String notice(String purpose) {
        return notice(purpose, false);
    }

    String notice(String purpose, boolean material) {
        return owner().body("""
                {"purpose":"%s","texts":{"zh-CN":"用途说明","en":"What it is for"},"material":%s}""".formatted(purpose, material))
                .post("/v1/notices")
                .then()
                .statusCode(201)
                .path("id");
    }

    String path(String member) {
        return "/v1/members/" + member + "/consents";
    }

    /** @param items of the array */
    Response record(String member, String items) {
        return owner().body("[" + items + "]").post(path(member)).then();
    }

    Response give(String member, String purpose, String notice) {
        return record(member, given(purpose, notice)).statusCode(200);
    }

    static String given(String purpose, String notice) {
        return "{\"purpose\":\"%s\",\"action\":\"given\",\"noticeVersionId\":\"%s\"}".formatted(purpose, notice);
    }

    Response withdraw(String member, String purpose) {
        return owner().delete(path(member) + "/" + purpose).then();
    }

    String state(String member, String purpose) {
        return owner().get(path(member))
                .then()
                .statusCode(200)
                .path("items.find { it.purpose == '" + purpose + "' }.state");
    }

    /** How many members a segment of everybody would have. */
    int count(String purpose) {
        return owner().body("""
                {"rule":{"type":"metric","metric":"frequency","op":"gte","value":0},"purpose":"%s"}""".formatted(purpose))
                .post("/v1/segments/preview")
                .then()
                .statusCode(200)
                .path("count");
    }
}
