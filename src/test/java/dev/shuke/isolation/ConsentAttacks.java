package dev.shuke.isolation;

import static dev.shuke.isolation.Attacks.attack;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.Response;
import java.util.List;
import java.util.UUID;

/** Those on purposes, notices and consents, and what they need. */
final class ConsentAttacks {
    private ConsentAttacks() {}

    static void plant(Merchant merchant) {
        String purpose = Merchant.random("xxxxxxxxxxxx");
        merchant.values().put("purposeKey", purpose);
        expect(owner(merchant)
                .body("{\"name\":{\"en\":\"%sName\"}}".formatted(merchant.canary()))
                .put("/v1/purposes/" + purpose));
        String collected = Merchant.random("xxxxxxxxxxxx");
        merchant.values().put("collectedKey", collected);
        expect(owner(merchant)
                .body("{\"purpose\":\"%s\",\"otherwise\":\"strip\"}".formatted(purpose))
                .put("/v1/collection-rules/attribute/" + collected));
        String notice = expect(owner(merchant)
                        .body("""
                {"purpose":"%s","texts":{"en":"%sName"}}""".formatted(purpose, merchant.canary()))
                        .post("/v1/notices"))
                .path("id");
        merchant.values().put("noticeVersionId", notice);
        String member = "/v1/members/" + merchant.values().get("memberId");
        expect(owner(merchant)
                .body("{\"versions\":[\"%s\"],\"locale\":\"en\"}".formatted(notice))
                .post(member + "/notices"));
        for (String action : List.of("given", "given")) {
            merchant.values()
                    .put(
                            "receiptId",
                            expect(owner(merchant)
                                            .body("""
                    [{"purpose":"%s","action":"%s","noticeVersionId":"%s"}]""".formatted(purpose, action, notice))
                                            .post(member + "/consents"))
                                    .path("receipts[0].id"));
        }
        merchant.values()
                .put(
                        "consentsCursor",
                        expect(owner(merchant).get(member + "/consents/history?limit=1"))
                                .path("nextCursor"));
    }

    private static ApiCall owner(Merchant merchant) {
        return TenantIsolationTest.caller(merchant.owner()).header("Idempotency-Key", UUID.randomUUID());
    }

    private static Response expect(Response answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError("planting consents failed: " + answer.asString());
        }
        return answer;
    }

    private static void collected(Attack.Call call, Targets of) {
        call.path("collected", "attribute").path("key", of.of("collectedKey"));
    }

    static List<Attack> all() {
        return List.of(
                attack("listPurposes", "nothing but the list", (call, of) -> {}),
                attack("readPurpose", "a key", (call, of) -> call.path("key", of.of("purposeKey"))),
                attack(
                        "upsertPurpose",
                        "a key, to take it over",
                        (call, of) ->
                                call.path("key", of.of("purposeKey")).body("{\"name\":{\"en\":\"Overwritten\"}}")),
                attack("listCollectionRules", "nothing but the list", (call, of) -> {}),
                attack("readCollectionRule", "a key", ConsentAttacks::collected),
                attack("upsertCollectionRule", "a key and a purpose", (call, of) -> {
                    collected(call, of);
                    call.body("{\"purpose\":\"%s\",\"otherwise\":\"refuse\"}".formatted(of.of("purposeKey")));
                }),
                attack("deleteCollectionRule", "a key", ConsentAttacks::collected),
                attack("listNotices", "nothing but the list", (call, of) -> {}),
                attack("readNotice", "an id", (call, of) -> call.path("id", of.of("noticeVersionId"))),
                attack(
                        "publishNotice",
                        "a purpose",
                        (call, of) -> call.body(
                                "{\"purpose\":\"%s\",\"texts\":{\"en\":\"Mine\"}}".formatted(of.of("purposeKey")))),
                attack("listConsents", "an id", (call, of) -> call.path("id", of.of("memberId"))),
                attack(
                        "recordConsents",
                        "an id",
                        (call, of) -> call.path("id", of.of("memberId"))
                                .body("[{\"purpose\":\"analytics\",\"action\":\"refused\"}]")),
                attack(
                        "recordConsents",
                        "an id, a purpose and a notice",
                        (call, of) -> call.path("id", of.of("memberId"))
                                .body("""
                                [{"purpose":"%s","action":"given","noticeVersionId":"%s"}]""".formatted(of.of("purposeKey"), of.of("noticeVersionId")))),
                attack(
                        "cancelConsent",
                        "an id and a purpose",
                        (call, of) -> call.path("id", of.of("memberId")).path("purpose", of.of("purposeKey"))),
                attack("listConsentHistory", "an id", (call, of) -> call.path("id", of.of("memberId"))),
                attack(
                        "listConsentHistory",
                        "an id and a cursor",
                        (call, of) -> call.path("id", of.of("memberId")).query("cursor", of.of("consentsCursor"))),
                attack(
                        "readConsentReceipt",
                        "an id and a receipt's",
                        (call, of) -> call.path("id", of.of("memberId")).path("receiptId", of.of("receiptId"))),
                attack("readConsentVerification", "an id", (call, of) -> call.path("id", of.of("memberId"))),
                attack(
                        "serveNotices",
                        "an id and a notice",
                        (call, of) -> call.path("id", of.of("memberId"))
                                .body("{\"versions\":[\"%s\"],\"locale\":\"en\"}".formatted(of.of("noticeVersionId")))),
                attack(
                        "checkConsents",
                        "an id",
                        (call, of) -> call.body("{\"purpose\":\"%s\",\"members\":[\"%s\"]}"
                                .formatted(of.purpose(), of.of("memberId")))),
                attack("listConsentHolders", "a purpose", (call, of) -> call.query("purpose", of.of("purposeKey"))),
                attack("readConsentCoverage", "a purpose", (call, of) -> call.query("purpose", of.of("purposeKey"))),
                attack("listOwnConsents", "nothing", (call, of) -> {}),
                attack(
                        "recordOwnConsents",
                        "nothing",
                        (call, of) -> call.body("[{\"purpose\":\"analytics\",\"action\":\"refused\"}]")),
                attack("cancelOwnConsent", "a purpose", (call, of) -> call.path("purpose", of.of("purposeKey"))),
                attack("listOwnNotices", "nothing", (call, of) -> {}),
                attack(
                        "serveOwnNotices",
                        "a notice",
                        (call, of) -> call.body(
                                "{\"versions\":[\"%s\"],\"locale\":\"en\"}".formatted(of.of("noticeVersionId")))));
    }
}
