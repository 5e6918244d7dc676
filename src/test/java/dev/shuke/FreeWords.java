package dev.shuke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.TestTenant;

/**
 * What callers may write freely about the member with the card.
 *
 * @param mark a word that nobody else has said
 */
record FreeWords(TestTenant tenant, String mark, String card) {
    /** The second corrects the first, and the third is somebody else's, who has had the tea as well. */
    private static final String ORDERS = """
            [{"type":"order.paid","source":"%1$s","sourceId":"order of %1$s","occurredAt":"2026-03-04T05:06:07Z",
              "member":{"kind":"card","value":"%2$s"},"amount":{"amount":300,"currency":"CNY"},"store":"at %1$s",
              "channel":"by %1$s","items":[
              {"sku":"for %1$s","name":"with love to %1$s","category":"gifts/%1$s","quantity":1},
              {"sku":"TEA","name":"tea","category":"tea","quantity":2}]},
             {"type":"order.paid","source":"pos","sourceId":"once more %1$s","occurredAt":"2026-03-04T05:06:07Z",
              "member":{"kind":"card","value":"%2$s"},"amount":{"amount":200,"currency":"CNY"},"channel":"store",
              "corrects":{"source":"%1$s","sourceId":"order of %1$s"}},
             {"type":"order.paid","source":"pos","sourceId":"other","occurredAt":"2026-03-04T05:06:07Z",
              "member":{"kind":"card","value":"THIRD"},"amount":{"amount":100,"currency":"CNY"},
              "items":[{"sku":"TEA","name":"tea","category":"tea","quantity":1}]}]""";

    private ApiCall owner() {
        return ApiCall.as(tenant.staff("owner"));
    }

    /** What others may write freely: what an order is called, by whom, where and of what; how he was asked; a call itself. */
    void write(String id) {
        owner().header("X-Request-Id", "order-" + mark)
                .body(ORDERS.formatted(mark, card))
                .post("/v1/events")
                .then()
                .body("accepted", equalTo(3));
        owner().header("X-Request-Id", mark + "-consents")
                .body(
                        "[{\"purpose\":\"analytics\",\"action\":\"refused\",\"method\":\"%1$s\",\"collectionPoint\":\"%1$s\"}]"
                                .formatted(mark))
                .post("/v1/members/" + id + "/consents")
                .then()
                .statusCode(200);
        String notice = owner().body("{\"purpose\":\"analytics\",\"texts\":{\"zh-CN\":\"用途\",\"en\":\"What for\"}}")
                .post("/v1/notices")
                .then()
                .statusCode(201)
                .path("id");
        tenant.sql("insert into notice_served select tenant_id, id, uuidv7(), '" + notice + "', '" + mark
                + "', 'en', now() from member where %T and id = '" + id + "'");
    }

    void theTradeStays(String id) {
        assertThat(tenant.sql("select concat_ws(' ', i.sku, i.name, i.category, i.quantity) from event_item i"
                        + " where i.%T and i.event_id in (select id from event where member_id = '" + id
                        + "') order by 1"))
                .containsExactly("TEA tea 2", "erased 1");
        assertThat(tenant.sql(
                        "select concat_ws(' ', source, source_id = id::text, amount, channel, superseded_by is null)"
                                + " from event where %T and type = 'order.paid' and member_id = '" + id
                                + "' order by 1"))
                .containsExactly("erased t 200 store t", "erased t 300 f");
    }

    /** It does not bring him back. */
    void aRepetitionIsNothingNew() {
        owner().body(ORDERS.formatted(mark, card))
                .post("/v1/events")
                .then()
                .body("accepted", equalTo(0))
                .body("duplicates", equalTo(3));
        owner().body("{\"kind\":\"card\",\"value\":\"" + card + "\"}")
                .post("/v1/members/lookup")
                .then()
                .statusCode(404);
    }
}
