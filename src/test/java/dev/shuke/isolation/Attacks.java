package dev.shuke.isolation;

import dev.shuke.isolation.Attack.Call;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The attacks, by operation. A new operation needs at least one: put everything that its path, body, filters and cursor
 * can name into the call, from {@link Targets}; plant what is missing there in {@link Merchant}.
 */
final class Attacks {
    static final String MERGE_PATCH = "application/merge-patch+json";

    /** Not of tenants: attacked by {@link ForeignTokenTest} alone, which shows that tenants' tokens are refused. */
    static final Set<String> OF_PLATFORM = Set.of(
            "createTenant",
            "listTenants",
            "readTenant",
            "updateTenant",
            "suspendTenant",
            "resumeTenant",
            "deleteTenant",
            "readTenantKeys",
            "rotateTenantKeys");

    /** They name nothing and tell nothing that only one tenant has; the test of each shows whose data it is. */
    static final Set<String> OF_NO_NAME = Set.of(
            "readDataQuality",
            "readPrivacyReport",
            "readRetention",
            "searchDuplicates",
            "readFieldPolicy",
            "readRfm",
            "readScoreSchedule",
            "readRfmDistribution",
            "readRfmConcentration",
            "readRfmTransitions",
            "readExperimentSettings");

    private Attacks() {}

    static List<Attack> all() {
        // those of the member's session come before the app that begins sessions is removed
        return Stream.of(
                        PrivacyAttacks.all(),
                        ConsentAttacks.all(),
                        ExperimentAttacks.all(),
                        most(),
                        SegmentAttacks.all(),
                        TagAttacks.all(),
                        ScoreAttacks.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Attack> most() {
        return List.of(
                // these name nothing: which tenant they are about is the token's to say, see ForeignToken
                attack("whoAmI", "nothing", (call, of) -> {}),
                attack("readOwnTenant", "nothing", (call, of) -> {}),
                attack(
                        "updateOwnTenant",
                        "nothing",
                        (call, of) -> call.contentType(MERGE_PATCH).body("{\"name\":\"Overwritten\"}")),
                attack("readFieldPolicy", "nothing", (call, of) -> {}),
                attack(
                        "replaceFieldPolicy",
                        "nothing",
                        (call, of) -> call.body("{\"roles\":{\"marketing\":{\"contact\":\"masked\"}}}")),
                attack(
                        "listDuplicates",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("duplicatesCursor"))),
                attack("searchDuplicates", "nothing", (call, of) -> {}),
                attack("dismissDuplicate", "an id", (call, of) -> call.path("id", of.of("duplicateId"))),
                attack(
                        "confirmDuplicate",
                        "an id, to make one of two",
                        (call, of) -> call.path("id", of.of("otherDuplicateId"))),
                attack("readDataQuality", "nothing", (call, of) -> {}),
                attack("readOwnMember", "nothing", (call, of) -> {}),
                attack(
                        "updateOwnMember",
                        "nothing",
                        (call, of) -> call.contentType(MERGE_PATCH).body("{\"profile\":{\"city\":\"Overwritten\"}}")),
                attack("ingestOwnEvents", "an event's key", (call, of) -> call.body("""
                        [{"type":"product.viewed","sourceId":"%s","occurredAt":"2026-03-04T05:06:07Z"}]""".formatted(of.of("sourceId")))),
                attack(
                        "createMemberSession",
                        "a card, to be its owner",
                        (call, of) -> call.body("""
                        {"identity":{"kind":"card","value":"%s"},"createMember":false}""".formatted(of.of("card")))),
                attack("readMember", "an id", (call, of) -> call.path("id", of.of("memberId"))),
                attack(
                        "readMember",
                        "an id, and all that is known",
                        (call, of) -> call.path("id", of.of("memberId"))
                                .query("include", "provenance,segments,rfm,scores,events")),
                attack(
                        "updateMember",
                        "an id, to change it",
                        (call, of) -> call.path("id", of.of("memberId"))
                                .contentType(MERGE_PATCH)
                                .body("{\"profile\":{\"city\":\"Overwritten\"},\"attributes\":{\"x\":\"y\"}}")),
                attack("deleteMember", "an id, to erase it", (call, of) -> call.path("id", of.of("memberId"))),
                attack(
                        "revealMember",
                        "an id",
                        (call, of) -> call.path("id", of.of("memberId"))
                                .body("{\"fields\":[\"card\"],\"purpose\":\"service\",\"reason\":\"x\"}")),
                attack(
                        "listMembers",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("membersCursor"))),
                attack("lookupMember", "a card", (call, of) -> call.body("""
                        {"kind":"card","value":"%s"}""".formatted(of.of("card")))),
                attack(
                        "upsertMember",
                        "a card, to take it over",
                        (call, of) -> call.body("""
                        {"identities":[{"kind":"card","value":"%s"}],"profile":{"city":"Overwritten"}}""".formatted(of.of("card")))),
                attack(
                        "upsertMembers",
                        "a card, to take it over",
                        (call, of) -> call.body("""
                        [{"identities":[{"kind":"card","value":"%s"}],"profile":{"city":"Overwritten"}}]""".formatted(of.of("card")))),
                attack("listIdentities", "an id", (call, of) -> call.path("id", of.of("memberId"))),
                attack(
                        "listIdentities",
                        "an id and a cursor",
                        (call, of) -> call.path("id", of.of("memberId")).query("cursor", of.of("identitiesCursor"))),
                attack(
                        "bindIdentity",
                        "an id, to get in by a card of one's own",
                        (call, of) ->
                                call.path("id", of.of("memberId")).body("{\"kind\":\"card\",\"value\":\"MINE-1\"}")),
                attack(
                        "bindIdentity",
                        "an id and a card, to verify it",
                        (call, of) -> call.path("id", of.of("memberId"))
                                .body("{\"kind\":\"card\",\"value\":\"%s\",\"verified\":true}"
                                        .formatted(of.of("card")))),
                attack(
                        "removeIdentity",
                        "a member's and an identity's id",
                        (call, of) -> call.path("id", of.of("memberId")).path("identityId", of.of("identityId"))),
                attack(
                        "mergeMembers",
                        "ids, to make one of two",
                        (call, of) -> call.path("id", of.of("memberId"))
                                .body("{\"from\":\"" + of.of("otherMemberId") + "\"}")),
                attack("readMember", "a merged member's id", (call, of) -> call.path("id", of.of("mergedMemberId"))),
                attack(
                        "updateMember",
                        "a merged member's id, to change who it is now",
                        (call, of) -> call.path("id", of.of("mergedMemberId"))
                                .contentType(MERGE_PATCH)
                                .body("{\"profile\":{\"city\":\"Overwritten\"}}")),
                attack(
                        "listMerges",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("mergesCursor"))),
                attack("readMerge", "an id", (call, of) -> call.path("id", of.of("mergeId"))),
                attack("undoMerge", "an id", (call, of) -> call.path("id", of.of("mergeId"))),
                attack("ingestEvents", "a card and an event's key", (call, of) -> call.body(event(of))),
                attack(
                        "ingestEvents",
                        "a card that must be known",
                        (call, of) -> call.query("createMembers", "false").body(event(of))),
                attack(
                        "ingestEvents",
                        "an event's key, to correct it",
                        (call, of) -> call.body("""
                        {"type":"event.cancelled","source":"till","sourceId":"fix-%1$s","occurredAt":"2026-03-04T05:06:07Z",
                         "member":{"kind":"card","value":"ANOTHER-1"},
                         "corrects":{"source":"till","sourceId":"%1$s"}}""".formatted(of.of("sourceId")))),
                attack(
                        "listUnknownNames",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("unknownNamesCursor"))),
                attack(
                        "listTimeline",
                        "an id",
                        (call, of) -> call.path("id", of.of("memberId")).query("limit", "200")),
                attack(
                        "listTimeline",
                        "an id and a cursor",
                        (call, of) -> call.path("id", of.of("memberId")).query("cursor", of.of("timelineCursor"))),
                attack(
                        "listOrders",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("ordersCursor"))),
                attack(
                        "createSegment",
                        "a key",
                        (call, of) -> call.body("""
                        {"key":"%s","name":"Mine","purpose":"service","kind":"frozen","rule":%s}""".formatted(of.of("newSegmentKey"), rule(of)))),
                attack(
                        "listSegments",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("segmentsCursor"))),
                attack("listEventTypes", "nothing but the list", (call, of) -> {}),
                attack("readEventType", "a type", (call, of) -> call.path("type", of.of("eventType"))),
                attack(
                        "upsertEventType",
                        "a type, to take it over",
                        (call, of) ->
                                call.path("type", of.of("eventType")).body("{\"name\":{\"en\":\"Overwritten\"}}")),
                attack(
                        "listAuditEntries",
                        "what it was done to",
                        (call, of) -> call.query("about", of.of("eventType"))),
                attack(
                        "listAuditEntries",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("auditCursor"))),
                attack(
                        "exportAuditEntries",
                        "what it was done to",
                        (call, of) -> call.query("about", of.of("eventType"))),
                attack("readAuditVerification", "nothing", (call, of) -> {}),
                attack("listAttributes", "nothing but the list", (call, of) -> {}),
                attack("readAttribute", "a key", (call, of) -> call.path("key", of.of("attributeKey"))),
                attack(
                        "createAttribute",
                        "a key, to take it over",
                        (call, of) -> call.body("""
                        {"key":"%s","name":{"en":"Overwritten"},"type":"number"}""".formatted(of.of("newAttributeKey")))),
                attack(
                        "updateAttribute",
                        "a key, to change it",
                        (call, of) -> call.path("key", of.of("attributeKey"))
                                .contentType(MERGE_PATCH)
                                .body("{\"name\":{\"en\":\"Overwritten\"},\"retired\":true}")),
                attack("listInferences", "a key", (call, of) -> call.path("key", of.of("attributeKey"))),
                attack(
                        "createInference",
                        "a key, to write to its members",
                        (call, of) -> call.path("key", of.of("attributeKey"))
                                .body("""
                        {"rule":%s,"value":"%s","confidence":0.5,"purpose":"service"}""".formatted(rule(of), of.of("attributeValue")))),
                attack(
                        "deleteInference",
                        "a key and an id",
                        (call, of) -> call.path("key", of.of("attributeKey")).path("id", of.of("inferenceId"))),
                attack("readStore", "a code", (call, of) -> call.path("code", of.of("storeCode"))),
                attack(
                        "listStores",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("storesCursor"))),
                attack(
                        "upsertStore",
                        "a code, to take it over",
                        (call, of) -> call.path("code", of.of("storeCode")).body("{\"name\":\"Overwritten\"}")),
                attack(
                        "upsertStores",
                        "a code, to take it over",
                        (call, of) -> call.body("""
                        [{"code":"%s","name":"Overwritten"}]""".formatted(of.of("storeCode")))),
                attack("readProduct", "a sku", (call, of) -> call.path("sku", of.of("productSku"))),
                attack(
                        "listProducts",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("productsCursor"))),
                attack(
                        "upsertProduct",
                        "a sku, to take it over",
                        (call, of) -> call.path("sku", of.of("productSku")).body("{\"name\":\"Overwritten\"}")),
                attack(
                        "upsertProducts",
                        "a sku, to take it over",
                        (call, of) -> call.body("""
                        [{"sku":"%s","name":"Overwritten"}]""".formatted(of.of("productSku")))),
                attack("readJob", "an id", (call, of) -> call.path("id", of.of("jobId"))),
                attack(
                        "listJobs",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("jobsCursor"))),
                attack("cancelJob", "an id", (call, of) -> call.path("id", of.of("jobId"))),
                attack(
                        "startImport",
                        "a card, to take it over",
                        (call, of) -> call.query("kind", "members")
                                .contentType("application/x-ndjson")
                                .body("""
                        {"identities":[{"kind":"card","value":"%s"}],"profile":{"city":"Overwritten"}}""".formatted(of.of("card")))),
                attack(
                        "startExport",
                        "nothing but everything",
                        (call, of) -> call.body("{\"kind\":\"members\",\"purpose\":\"service\"}")),
                attack("startExport", "a segment", (call, of) -> call.body("""
                        {"kind":"members","purpose":"marketing.post","segment":{"id":"%s"}}""".formatted(of.of("segmentId")))),
                attack("readExport", "an id", (call, of) -> call.path("id", of.of("exportId"))),
                attack("exportFile", "an id", (call, of) -> call.path("id", of.of("exportId"))),
                attack("readImport", "an id", (call, of) -> call.path("id", of.of("importId"))),
                attack("exportRejectedRows", "an id", (call, of) -> call.path("id", of.of("importId"))),
                attack("readApp", "an id", (call, of) -> call.path("id", of.of("appId"))),
                attack(
                        "listApps",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("appsCursor"))),
                attack(
                        "createApp",
                        "a name that says nothing",
                        (call, of) -> call.body("""
                        {"name":"%s","scopes":[]}""".formatted(of.of("newSegmentKey")))),
                attack(
                        "updateApp",
                        "an id, to change it",
                        (call, of) -> call.path("id", of.of("appId"))
                                .contentType(MERGE_PATCH)
                                .body("{\"scopes\":[\"members:read\"],\"enabled\":false}")),
                attack(
                        "rotateAppSecret",
                        "an id, to get a secret",
                        (call, of) -> call.path("id", of.of("appId")).body("{\"overlapHours\":1}")),
                attack("removeApp", "an id", (call, of) -> call.path("id", of.of("appId"))),
                attack("readStaff", "an id", (call, of) -> call.path("id", of.of("staffId"))),
                attack(
                        "listStaff",
                        "a cursor",
                        (call, of) -> call.query("limit", "2").query("cursor", of.of("staffCursor"))),
                attack("inviteStaff", "an address", (call, of) -> call.body("""
                        {"email":"someone@%s","roles":["marketing"]}""".formatted(of.of("staffDomain")))),
                attack(
                        "inviteStaff",
                        "a store's code",
                        (call, of) -> call.body("""
                        {"email":"manager@%s","roles":["manager"],"stores":["%s"]}""".formatted(of.of("staffDomain"), of.of("storeCode")))),
                attack(
                        "updateStaff",
                        "an id, to change it",
                        (call, of) -> call.path("id", of.of("staffId"))
                                .contentType(MERGE_PATCH)
                                .body("{\"roles\":[\"admin\"]}")),
                attack("removeStaff", "an id", (call, of) -> call.path("id", of.of("staffId"))),
                attack(
                        "updateSegment",
                        "an id, to change it",
                        (call, of) -> call.path("id", of.of("segmentId"))
                                .contentType(MERGE_PATCH)
                                .body("{\"name\":\"Overwritten\",\"rule\":" + rule(of) + "}")),
                attack("deleteSegment", "an id", (call, of) -> call.path("id", of.of("segmentId"))),
                attack("listSegmentMembers", "an id", (call, of) -> call.path("id", of.of("segmentId"))),
                attack(
                        "readSegmentExplanation",
                        "a segment's and a member's id",
                        (call, of) -> call.path("id", of.of("segmentId"))
                                .path("memberId", of.of("memberId"))
                                .query("asOf", "2026-11-01T00:00:00Z")),
                attack(
                        "listSegmentMembers",
                        "a frozen one's id and a cursor",
                        (call, of) ->
                                call.path("id", of.of("frozenId")).query("cursor", of.of("segmentMembersCursor"))));
    }

    /** How an operation is called, in one way of several. */
    static Attack first(String operation) {
        return all().stream()
                .filter(attack -> attack.operation().equals(operation))
                .findFirst()
                .orElseThrow();
    }

    static Set<String> operations() {
        Set<String> attacked = all().stream().map(Attack::operation).collect(Collectors.toSet());
        attacked.addAll(OF_PLATFORM);
        return attacked;
    }

    static Attack attack(String operation, String how, BiConsumer<Call, Targets> call) {
        return new Attack(operation, how, call);
    }

    static String rule(Targets of) {
        return """
                {"type":"all","of":[{"type":"attribute","attribute":"city","op":"eq","value":"%s"},
                 {"type":"event","event":"order.paid","where":[{"field":"items.sku","op":"eq","value":"%s"}],
                  "aggregate":{"fn":"count"},"op":"gte","value":1}]}""".formatted(of.of("city"), of.of("sku"));
    }

    private static String event(Targets of) {
        return """
                {"type":"store.visited","source":"till","sourceId":"%s","occurredAt":"2026-03-04T05:06:07Z",
                 "member":{"kind":"card","value":"%s"},"store":"S-9"}""".formatted(of.of("sourceId"), of.of("card"));
    }
}
