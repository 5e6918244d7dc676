package dev.shuke.isolation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.lessThan;

import dev.shuke.platform.tenancy.Ids;
import dev.shuke.testing.ApiCall;
import dev.shuke.testing.HeldNotes;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A tenant with something of every kind, made over HTTP. Two merchants share phones, cards, keys and the names of
 * events; every text that is free bears the merchant's own canary, a word that must never reach the other.
 */
record Merchant(TestTenant tenant, String canary, Map<String, String> values) {
    private static final AtomicInteger PLANTED = new AtomicInteger();
    private static final String SEGMENTS = "/v1/segments";
    private static final String STORES = "/v1/stores";
    private static final String MEMBERS = "/v1/members";
    private static final String TAGS = "/v1/tags";
    private static final String STAFF = "/v1/staff";
    private static final String APPS = "/v1/apps";

    /** Made when the first asks. */
    private static final class Shared {
        private static final Merchant VICTIM = plant();
        private static final Merchant STRANGER = plant();
        private static final Merchant WRITING_STRANGER = plant();
        private static final Merchant LAST_STRANGER = plant();
    }

    /** One for all attacks: none changes it. */
    static Merchant victim() {
        return Shared.VICTIM;
    }

    /** What attacks write they write into a stranger of their own, who then is not as before. */
    static Merchant stranger(Attack attack) {
        return attack.changes() ? Shared.WRITING_STRANGER : Shared.STRANGER;
    }

    /** To whom the attack's names are as new as to the first. */
    static Merchant otherStranger(Attack attack) {
        return attack.changes() ? Shared.LAST_STRANGER : Shared.STRANGER;
    }

    static Merchant plant() {
        return plant(true);
    }

    static Merchant plant(boolean staffAndApps) {
        String canary = "Cn" + random("xxxxxxxxxx");
        Merchant merchant = new Merchant(TestTenant.create("Asia/Shanghai", "CNY"), canary, new HashMap<>());
        // a masked name keeps the first character: one that only this merchant's people have
        merchant.values.put("surname", Character.toString(0x3400 + PLANTED.getAndIncrement() % 0x1900));
        merchant.values.put("card", random("XXXXXXXX-0001"));
        merchant.values.put("sourceId", random("xxxxxxxxxxxx"));
        merchant.values.put("city", canary + "City");
        merchant.values.put("sku", canary + "Sku");
        merchant.values.put("storeCode", random("XXXXXXXX-0001"));
        merchant.values.put("eventType", random("xxxxxxxxxxxx"));
        merchant.values.put("attributeKey", random("xxxxxxxxxxxx"));
        merchant.values.put("newAttributeKey", random("xxxxxxxxxxxx"));
        merchant.values.put("attributeValue", canary + "Field");
        merchant.values.put("tagKey", random("xxxxxxxxxxxx"));
        merchant.values.put("tagGroupKey", random("xxxxxxxxxxxx"));
        merchant.values.put("newTagKey", random("xxxxxxxxxxxx"));
        merchant.values.put("productSku", random("XXXXXXXX-0001"));
        merchant.values.put("staffDomain", (canary + "staff.example").toLowerCase(Locale.ROOT));
        merchant.values.put("newSegmentKey", "n" + random("xxxxxxxxxxx"));
        merchant.plantMembers();
        merchant.plantEvents();
        merchant.plantSegments();
        merchant.plantEventTypes();
        merchant.plantMerges();
        merchant.plantDuplicates();
        merchant.plantAttributes();
        merchant.plantTags();
        merchant.plantStores();
        merchant.plantProducts();
        if (staffAndApps) {
            merchant.plantStaff();
            merchant.plantApps();
        }
        Calm.keep(merchant.tenant());
        PlantedRows.ALL.forEach(merchant::plant);
        merchant.plantTenantJobs();
        merchant.plantFiles();
        ScoreAttacks.plant(merchant);
        PrivacyAttacks.plant(merchant);
        ConsentAttacks.plant(merchant);
        ExperimentAttacks.plant(merchant);
        merchant.rememberCursors();
        HeldNotes.forGood(merchant.tenant);
        return merchant;
    }

    Targets targets() {
        Map<String, String> named = new HashMap<>(values);
        named.remove("surname"); // told in answers, not asked for in calls
        return new Targets(named);
    }

    String owner() {
        return tenant.staff("owner");
    }

    /** In a session of the one with the card. */
    String member() {
        return TenantIsolationTest.member(tenant, values.get("card"));
    }

    /** Words of this merchant that its own staff see in answers. */
    List<String> canaries() {
        return List.of(
                values.get("surname"),
                canary + "City",
                (canary + "Mail").toLowerCase(Locale.ROOT),
                canary + "Key",
                canary + "Value",
                canary + "Store",
                canary + "Channel",
                canary + "Sku",
                canary + "Item",
                canary + "Category",
                canary + "Prop",
                canary + "Name",
                canary + "Shop",
                canary + "Kind",
                canary + "Town",
                canary + "Field",
                canary + "Tag",
                canary + "Product",
                canary + "Shelf",
                canary + "Colour",
                values.get("staffDomain"),
                "Till " + canary,
                price());
    }

    private void plantMembers() {
        post(MEMBERS, """
                {"identities":[{"kind":"phone","value":"+8613812345678"},{"kind":"card","value":"SHARED-0001"}],%s}""".formatted(person()));
        values.put(
                "memberId",
                post(MEMBERS, """
                {"identities":[{"kind":"card","value":"%s"},{"kind":"device","value":"d-1"}],%s}""".formatted(values.get("card"), person())).path("id"));
        values.put(
                "identityId",
                caller().get(MEMBERS + "/" + values.get("memberId") + "/identities")
                        .path("items[1].id"));
    }

    /** Two became one, and two are still to be. */
    private void plantMerges() {
        for (String name : List.of("otherMemberId", "mergedMemberId", "twiceMergedMemberId")) {
            String card = "{\"identities\":[{\"kind\":\"card\",\"value\":\"%s\"}]}".formatted(UUID.randomUUID());
            values.put(name, post(MEMBERS, card).path("id"));
        }
        for (String name : List.of("mergedMemberId", "twiceMergedMemberId")) {
            String merge = MEMBERS + "/" + values.get("memberId") + "/merge";
            values.put(
                    "mergeId",
                    post(merge, "{\"from\":\"" + values.get(name) + "\"}").path("id"));
        }
    }

    /** By SQL: a search would find them some time later. */
    private void plantDuplicates() {
        for (String name : List.of("duplicateId", "otherDuplicateId", "thirdDuplicateId")) {
            String card = "{\"identities\":[{\"kind\":\"card\",\"value\":\"%s\"}]}";
            String one = post(MEMBERS, card.formatted(UUID.randomUUID())).path("id");
            String other = post(MEMBERS, card.formatted(UUID.randomUUID())).path("id");
            values.put(name, Ids.next().toString());
            plant("""
                    insert into member_duplicate values (?, '%s', least('%s'::uuid, '%3$s'), greatest('%2$s'::uuid, '%3$s'), 80,
                      '{same_name}', 'open', now())""".formatted(values.get(name), one, other));
        }
    }

    private String person() {
        return """
                "profile":{"name":"%s三丰","gender":"female","birthday":"1990-05-01","email":"someone@%sMail.example.com",
                "city":"%sCity"},"attributes":{"a%sKey":"%sValue"}""".formatted(values.get("surname"), canary, canary, canary, canary);
    }

    private String price() {
        return new BigInteger(1, canary.getBytes(UTF_8))
                .mod(BigInteger.valueOf(9_000_000))
                .add(BigInteger.valueOf(1_000_000))
                .toString();
    }

    private void plantEvents() {
        post(
                "/v1/events",
                "[" + event("shared", "SHARED-0001", "2026-01-02T03:04:05Z") + ","
                        + event(values.get("sourceId"), values.get("card"), "2026-01-02T03:04:05Z") + ","
                        + event(values.get("sourceId") + "b", values.get("card"), "2026-01-03T03:04:05Z") + "]");
        Calm.keep(tenant);
    }

    private String event(String sourceId, String card, String at) {
        return """
                {"type":"order.paid","source":"till","sourceId":"%1$s","occurredAt":"%2$s",
                 "member":{"kind":"card","value":"%3$s"},"store":"%4$sStore","channel":"%4$sChannel",
                 "amount":{"amount":%5$s,"currency":"CNY"},"props":{"%4$sProp":"%4$sProp"},
                 "items":[{"sku":"%4$sSku","name":"%4$sItem","category":"%4$sCategory","quantity":1,
                  "price":{"amount":%5$s,"currency":"CNY"}}]}""".formatted(sourceId, at, card, canary, price());
    }

    private void plantSegments() {
        values.put("followedId", post(SEGMENTS, segment("locals", "dynamic")).path("id"));
        values.put("segmentId", post(SEGMENTS, segment("regulars", "dynamic")).path("id"));
        values.put("frozenId", post(SEGMENTS, segment("frozen", "frozen")).path("id"));
    }

    private String segment(String key, String kind) {
        return """
                {"key":"%s","name":"%sName","purpose":"%s","kind":"%s",
                 "rule":{"type":"attribute","attribute":"city","op":"eq","value":"%sCity"}}""".formatted(key, canary, tenant.purpose("marketing"), kind, canary);
    }

    private void plantEventTypes() {
        for (String type : List.of(values.get("eventType"), values.get("eventType") + "_b")) {
            caller().body("""
                        {"name":{"en":"%1$sKind"},"props":{"type":"object","description":"%1$sKind"}}""".formatted(canary))
                    .put("/v1/event-types/" + type)
                    .then()
                    .statusCode(201);
        }
    }

    private void plantAttributes() {
        post("/v1/attributes", """
                {"key":"%1$s","name":{"en":"%2$sField"},"type":"enum","constraints":{"values":["%2$sField"]}}""".formatted(values.get("attributeKey"), canary));
        plant("""
                insert into attribute_inference (tenant_id, id, attribute, rule, purpose, value, confidence, created_at, run_at)
                select tenant_id, gen_random_uuid(), key, '{"type":"metric","metric":"frequency","op":"exists"}', 'service',
                  to_jsonb(choices[1]), 0.5, now(), 'infinity' from attribute, generate_series(1, 2) where tenant_id = ?
                """);
        values.put(
                "inferenceId",
                caller().get("/v1/attributes/" + values.get("attributeKey") + "/inferences")
                        .path("items[0].id"));
    }

    private void plantTags() {
        post(TAGS, """
                {"key":"%s","name":{"en":"%sTag"},"kind":"value","group":true,"exclusive":true}""".formatted(values.get("tagGroupKey"), canary));
        post(TAGS, """
                {"key":"%1$s","name":{"en":"%2$sTag"},"kind":"value","parent":"%3$s"}""".formatted(values.get("tagKey"), canary, values.get("tagGroupKey")));
        for (String key : List.of("memberId", "otherMemberId", "memberId")) {
            caller().body("{\"source\":\"model\"}")
                    .put(MEMBERS + "/" + values.get(key) + "/tags/" + values.get("tagKey"))
                    .then()
                    .statusCode(lessThan(300));
        }
    }

    private void plantStores() {
        String code = values.get("storeCode");
        post(STORES, """
                [{"code":"%1$s","name":"%2$sShop","city":"%2$sTown"},{"code":"%1$sB","name":"%2$sShop"},
                 {"code":"SHARED","name":"%2$sShop"}]""".formatted(code, canary));
    }

    private void plantProducts() {
        post("/v1/products", """
                [{"sku":"%1$s","name":"%2$sProduct","category":"%2$sShelf","attributes":{"colour":"%2$sColour"},
                  "daysPerUnit":30,
                  "cost":{"amount":%3$s,"currency":"CNY"}},{"sku":"%1$sB","name":"%2$sProduct"},
                 {"sku":"SHARED","name":"%2$sProduct"}]""".formatted(values.get("productSku"), canary, price()));
    }

    /** Of a kind that no runner knows, so that they stay. */
    private void plantTenantJobs() {
        tenant.plantJob();
        values.put("jobId", tenant.plantJob().toString());
    }

    /** Without jobs, which would change rows by themselves while an attack is watched. */
    private void plantFiles() {
        plant("""
                with file as (
                  insert into import_file (tenant_id, id, kind, format, dry_run, chunks, created_by, expires_at)
                  values (?, '%s', 'members', 'ndjson', false, 1, '%s', now() + interval '1 day') returning tenant_id, id)
                insert into import_chunk select tenant_id, id, 1, 1, 1, 'sealed' from file
                """.formatted(planted("importId"), admin()));
        plant("""
                insert into export_file (tenant_id, id, kind, purpose, row_limit, complete, created_by, caller, expires_at)
                values (?, '%s', 'members', 'service', 9, true, '%s', '%s', now() + interval '1 day')
                """.formatted(planted("exportId"), admin(), "{\"kind\":\"STAFF\",\"roles\":[],\"permissions\":[]}"));
    }

    private UUID planted(String name) {
        UUID id = UUID.randomUUID();
        values.put(name, id.toString());
        return id;
    }

    /** The subject of the admin's token: files go back to who has asked for them alone. */
    private String admin() {
        return "staff-{" + tenant.slug() + "=admin}";
    }

    private void plant(String sql) {
        try (Connection superuser = TestTenant.connect("postgres");
                PreparedStatement insert = superuser.prepareStatement(sql)) {
            insert.setObject(1, tenant.id());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A marketer, and a manager of the store. */
    private void plantStaff() {
        values.put(
                "staffId", post(STAFF, """
                {"email":"someone@%s","roles":["marketing"]}""".formatted(values.get("staffDomain"))).path("id"));
        post(STAFF, """
                {"email":"manager@%s","roles":["manager"],"stores":["%s"]}""".formatted(values.get("staffDomain"), values.get("storeCode")));
    }

    private void plantApps() {
        values.put("appId", post(APPS, app("Till")).path("id"));
        post(APPS, app("Web"));
        tenant.keycloakHasFollowed();
        remember("appsCursor", APPS);
        remember("staffCursor", STAFF);
    }

    private String app(String name) {
        return """
                {"name":"%s %s","scopes":["members:lookup"],"purposes":["service","%s"]}""".formatted(name, canary, TestTenant.MARKETING);
    }

    private void rememberCursors() {
        remember("jobsCursor", "/v1/jobs");
        remember("productsCursor", "/v1/products");
        remember("storesCursor", STORES);
        remember("unknownNamesCursor", "/v1/events/unknown-names");
        remember("membersCursor", MEMBERS);
        remember("identitiesCursor", MEMBERS + "/" + values.get("memberId") + "/identities");
        remember("mergesCursor", "/v1/merges");
        remember("duplicatesCursor", "/v1/duplicates");
        remember("auditCursor", "/v1/audit-log");
        remember("segmentsCursor", SEGMENTS);
        remember("ordersCursor", "/v1/orders");
        remember("tagHistoryCursor", MEMBERS + "/" + values.get("memberId") + "/tag-history");
        remember("timelineCursor", MEMBERS + "/" + values.get("memberId") + "/timeline");
        remember("segmentMembersCursor", SEGMENTS + "/" + values.get("frozenId") + "/members");
    }

    void remember(String name, String list) {
        String cursor =
                caller().get(list + "?limit=1").then().statusCode(200).extract().path("nextCursor");
        values.put(name, cursor);
    }

    private Response post(String path, String body) {
        Response answer = caller().body(body).post(path);
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError("planting by " + path + " failed: " + answer.asString());
        }
        return answer;
    }

    private ApiCall caller() {
        return TenantIsolationTest.caller(owner()).header("Idempotency-Key", UUID.randomUUID());
    }

    /** Other letters and digits in the same places. */
    static String random(String like) {
        StringBuilder text = new StringBuilder();
        like.chars()
                .forEach(sign -> text.append(
                        Character.isUpperCase(sign)
                                ? letter('A')
                                : Character.isLowerCase(sign) ? letter('a') : (char) sign));
        return text.toString();
    }

    private static char letter(char first) {
        return (char) (first + ThreadLocalRandom.current().nextInt(26));
    }
}
