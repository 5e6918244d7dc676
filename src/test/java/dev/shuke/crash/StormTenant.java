package dev.shuke.crash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.crash.Api.NoAnswer;
import dev.shuke.crash.LedgerWrite.Call;
import dev.shuke.testing.TestTenant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A tenant in the storm.
 *
 * @param mark a word that stands in everything of this tenant's, and in nothing of another's
 * @param members their ids, in the order of their cards C-0, C-1 and so on
 */
record StormTenant(TestTenant tenant, String mark, String token, Api api, List<String> members) {
    static final int MEMBERS = 8;

    static StormTenant open(TestTenant tenant, String url) throws NoAnswer {
        String mark = "mark" + UUID.randomUUID().toString().replace("-", "");
        String token = tenant.staff("owner");
        var opened = new StormTenant(tenant, mark, token, new Api(url, token), new ArrayList<>());
        for (int n = 0; n < MEMBERS; n++) {
            opened.members.add(opened.newMember("C-" + n));
        }
        opened.made(new Call("PUT", "/v1/stores/S-01", "{\"name\":\"" + mark + "\"}"));
        opened.made(new Call("PUT", "/v1/products/A", "{\"name\":\"" + mark + "\"}"));
        return opened;
    }

    /** @return the id */
    String newMember(String card) throws NoAnswer {
        return made(new Call("POST", "/v1/members", """
            {"identities":[{"kind":"card","value":"%s"}],"profile":{"city":"%s"}}\
            """.formatted(card, mark)))
                .path("id")
                .asText();
    }

    private JsonNode made(Call call) throws NoAnswer {
        var answer = api.send(call, null);
        if (!answer.ok()) {
            throw new NoAnswer(answer.status(), call.path() + " " + answer.code());
        }
        return answer.body();
    }

    static Call patch(String member, String attribute, long value) {
        return new Call("PATCH", "/v1/members/" + member, """
            {"attributes":{"%s":%d}}\
            """.formatted(attribute, value));
    }

    /** An order of one of the members. */
    Call order(String sourceId) {
        return new Call("POST", "/v1/events", """
            {"type":"order.paid","source":"storm","sourceId":"%s","occurredAt":"2026-02-03T04:05:06Z","store":"%s",
             "member":{"kind":"card","value":"C-%d"},"amount":{"amount":100,"currency":"CNY"}}
            """.formatted(sourceId, mark, Math.abs(sourceId.hashCode() % MEMBERS)));
    }

    /** Something whose answer has the mark. */
    Call read(int kind, int member) {
        String path = "/v1/members/" + members.get(member);
        return switch (kind % 5) {
            case 0 -> new Call("GET", path, null);
            case 1 -> new Call("GET", "/v1/members?limit=20", null);
            case 2 -> new Call("GET", "/v1/stores", null);
            case 3 -> new Call("GET", "/v1/products/A", null);
            default -> new Call("POST", "/v1/members/lookup", """
                {"kind":"card","value":"C-%d"}\
                """.formatted(member));
        };
    }
}
