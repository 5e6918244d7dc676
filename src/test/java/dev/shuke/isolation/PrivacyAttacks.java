package dev.shuke.isolation;

import static dev.shuke.isolation.Attacks.attack;

import dev.shuke.testing.PlantedPrivacy;
import dev.shuke.testing.TestTenant;
import java.util.List;
import java.util.UUID;

/** Those on what members ask for about their own data, and on legal holds. */
final class PrivacyAttacks {
    private PrivacyAttacks() {}

    /** A request for each step, of the member in whose session the merchant's member calls; holds of another. */
    static void plant(Merchant merchant) {
        UUID tenant = merchant.tenant().id();
        plant(merchant, "privacyRequestId", "erasure", "received");
        plant(merchant, "verifiedRequestId", "correction", "verified");
        plant(merchant, "startedRequestId", "restriction", "in_progress");
        PlantedPrivacy.task(tenant, plant(merchant, "askingRequestId", "portability", "in_progress"), "STORE-1");
        plant(merchant, "liftedRequestId", "objection", "completed");
        PlantedPrivacy.file(tenant, plant(merchant, "fileRequestId", "access", "completed"));
        String held = merchant.values().get("otherMemberId");
        merchant.values().put("holdId", PlantedPrivacy.hold(tenant, held).toString());
        PlantedPrivacy.hold(tenant, held);
        merchant.remember("privacyRequestsCursor", "/v1/privacy-requests");
        merchant.remember("legalHoldsCursor", "/v1/legal-holds");
        TestTenant.run("insert into import_bar select tenant_id, id, 'card', '' from import_file where tenant_id = '"
                + tenant + "'");
        for (String run : List.of("otherRunId", "runId")) {
            merchant.values().put(run, PlantedPrivacy.run(tenant).toString());
        }
        merchant.remember("runsCursor", "/v1/retention/runs");
        PlantedPrivacy.task(tenant, plant(merchant, "storeRequestId", "access", "in_progress"), "STORE-1");
        PlantedPrivacy.task(tenant, plant(merchant, "otherStoreRequestId", "objection", "in_progress"), "STORE-1");
        merchant.remember("privacyTasksCursor", "/v1/privacy-tasks");
        for (String incident : List.of("otherIncidentId", "incidentId")) {
            UUID id = PlantedPrivacy.incident(tenant, merchant.values().get("memberId"));
            merchant.values().put(incident, id.toString());
            TestTenant.run(
                    "insert into incident_member values ('%s', '%s', '%s', 'id', now())".formatted(tenant, id, held));
            merchant.values()
                    .put(
                            incident.replace("ncident", "mpact"),
                            PlantedPrivacy.assessment(tenant).toString());
        }
        merchant.remember("incidentsCursor", "/v1/incidents");
        merchant.remember("affectedCursor", "/v1/incidents/" + merchant.values().get("incidentId") + "/members");
        merchant.remember("impactsCursor", "/v1/impact-assessments");
        PlantedPrivacy.disclosure(tenant);
        merchant.remember("disclosuresCursor", "/v1/disclosures");
    }

    private static UUID plant(Merchant merchant, String name, String type, String state) {
        UUID id =
                PlantedPrivacy.request(merchant.tenant().id(), merchant.values().get("memberId"), type, state);
        merchant.values().put(name, id.toString());
        return id;
    }

    static List<Attack> all() {
        return List.of(
                attack("createPrivacyRequest", "a member", (call, of) -> call.body("""
                        {"memberId":"%s","type":"explanation","decision":{"kind":"score"}}""".formatted(of.of("memberId")))),
                attack(
                        "listPrivacyRequests",
                        "a member and a cursor",
                        (call, of) -> call.query("limit", "2")
                                .query("member", of.of("memberId"))
                                .query("cursor", of.of("privacyRequestsCursor"))),
                attack("readPrivacyReport", "nothing", (call, of) -> {}),
                attack("readPrivacyRequest", "an id", (call, of) -> call.path("id", of.of("askingRequestId"))),
                attack(
                        "verifyPrivacyRequest",
                        "an id",
                        (call, of) -> call.path("id", of.of("privacyRequestId")).body("{\"method\":\"in_person\"}")),
                attack("startPrivacyRequest", "an id", (call, of) -> call.path("id", of.of("verifiedRequestId"))),
                attack(
                        "confirmPrivacyTask",
                        "an id",
                        (call, of) -> call.path("id", of.of("askingRequestId")).body("{\"store\":\"STORE-1\"}")),
                attack(
                        "completePrivacyRequest",
                        "an id",
                        (call, of) -> call.path("id", of.of("startedRequestId")).body("{\"evidence\":\"x\"}")),
                attack(
                        "refusePrivacyRequest",
                        "an id",
                        (call, of) -> call.path("id", of.of("privacyRequestId"))
                                .body("{\"ground\":\"unfounded\",\"evidence\":\"x\"}")),
                attack("liftPrivacyRequest", "an id", (call, of) -> call.path("id", of.of("liftedRequestId"))),
                attack(
                        "createOwnPrivacyRequest",
                        "nothing",
                        (call, of) -> call.body("{\"type\":\"explanation\",\"decision\":{\"kind\":\"score\"}}")),
                attack(
                        "listOwnPrivacyRequests",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("privacyRequestsCursor"))),
                attack("exportOwnPrivacyFile", "an id", (call, of) -> call.path("id", of.of("fileRequestId"))),
                attack(
                        "createLegalHold",
                        "a member",
                        (call, of) -> call.body("{\"memberId\":\"" + of.of("otherMemberId") + "\",\"reason\":\"x\"}")),
                attack(
                        "listLegalHolds",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("legalHoldsCursor"))),
                attack("liftLegalHold", "an id", (call, of) -> call.path("id", of.of("holdId"))),
                attack(
                        "listPrivacyTasks",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("privacyTasksCursor"))),
                attack(
                        "confirmStoreTask",
                        "an id",
                        (call, of) -> call.path("id", of.of("storeRequestId")).body("{\"store\":\"STORE-1\"}")),
                attack("createIncident", "nothing", (call, of) -> call.body("""
                        {"kind":"loss","groups":["contact"],"description":"x"}""")),
                attack(
                        "listIncidents",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("incidentsCursor"))),
                attack("readIncident", "an id", (call, of) -> call.path("id", of.of("incidentId"))),
                attack(
                        "recordIncidentStep",
                        "an id",
                        (call, of) ->
                                call.path("id", of.of("incidentId")).body("{\"step\":\"contained\",\"note\":\"x\"}")),
                attack(
                        "addAffectedMembers",
                        "an id and a segment",
                        (call, of) -> call.path("id", of.of("incidentId"))
                                .body("{\"segmentId\":\"" + of.of("segmentId") + "\"}")),
                attack(
                        "listAffectedMembers",
                        "an id and a cursor",
                        (call, of) -> call.path("id", of.of("incidentId"))
                                .query("limit", "2")
                                .query("cursor", of.of("affectedCursor"))),
                attack(
                        "createImpactAssessment",
                        "one to replace",
                        (call, of) -> call.body("""
                        {"name":"x","occasions":["disclosure"],"purposes":["service"],"processing":"x","necessity":"x",
                         "risks":"x","riskLevel":"high","measures":"x","reviewDueOn":"2099-01-01","replaces":"%s"}""".formatted(of.of("otherImpactId")))),
                attack(
                        "listImpactAssessments",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("impactsCursor"))),
                attack("readImpactAssessment", "an id", (call, of) -> call.path("id", of.of("impactId"))),
                attack(
                        "listDisclosures",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("disclosuresCursor"))),
                attack("readProcessingRegister", "nothing", (call, of) -> {}),
                attack("readRetention", "nothing", (call, of) -> {}),
                attack("replaceRetention", "an event type", (call, of) -> call.body("""
                        {"enforced":false,"rules":[{"eventType":"%s","days":30,"action":"delete"}]}""".formatted(of.of("eventType")))),
                attack("startRetentionRun", "nothing", (call, of) -> call.body("{\"dryRun\":true}")),
                attack(
                        "listRetentionRuns",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("runsCursor"))),
                attack("readRetentionRun", "an id", (call, of) -> call.path("id", of.of("runId"))));
    }
}
