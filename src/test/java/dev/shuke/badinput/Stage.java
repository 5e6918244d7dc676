package dev.shuke.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.HeldNotes;
import dev.shuke.testing.PlantedPrivacy;
import dev.shuke.testing.TestTenant;
import dev.shuke.testing.Tokens;
import java.util.List;
import java.util.Map;

/** A tenant with one member, event and segment, at which the malformed requests are thrown. */
final class Stage {
    /** What an id stands for, by where it stands. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("segments", "{segment}"),
            Map.entry("tenants", "{tenant}"),
            Map.entry("staff", "{staff}"),
            Map.entry("apps", "{app}"),
            Map.entry("merges", "{merge}"),
            Map.entry("duplicates", "{merge}"),
            Map.entry("privacy-requests", "{request}"),
            Map.entry("legal-holds", "{hold}"),
            Map.entry("privacy-tasks", "{request}"),
            Map.entry("incidents", "{incident}"),
            Map.entry("experiments", "{experiment}"));

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final Wire wire;
    private final String member;
    private final String identity;
    private final String merge;
    private final String segment;
    private final String staff;
    private final String app;
    private final String session;
    private final String request;
    private final String incident;
    private final String hold;
    private final String experiment;
    private final Map<String, String> before;

    Stage(Wire wire) {
        this.wire = wire;
        member = created("/v1/members", """
                {"identities":[{"kind":"card","value":"STAGE-1"}],"profile":{"name":"韩梅梅"},"attributes":{"n":1}}""");
        identity = created("/v1/members/" + member + "/identities", """
                {"kind":"device","value":"stage-1"}""");
        String merged = created("/v1/members", """
                {"identities":[{"kind":"card","value":"STAGE-2"}]}""");
        merge = created("/v1/members/" + member + "/merge", "{\"from\":\"" + merged + "\"}");
        segment = created("/v1/segments", """
                {"key":"kept","name":"Kept","kind":"dynamic","purpose":"service",
                 "rule":{"type":"metric","metric":"frequency","op":"gte","value":0}}""");
        put("/v1/stores/STAGE-1");
        put("/v1/products/STAGE-1");
        put("/v1/event-types/stage.one", "{\"name\":{\"en\":\"Kept\"}}");
        plantAttributes();
        plantTags();
        put("/v1/purposes/stage.one", "{\"name\":{\"en\":\"Kept\"},\"basis\":\"consent\"}");
        staff = created("/v1/staff", """
                {"email":"stage@example.com","roles":["associate"],"stores":["STAGE-1"]}""");
        app = created("/v1/apps", """
                {"name":"Stage","scopes":["tenant:read"]}""");
        tenant.keycloakHasFollowed();
        session = wire.send(Call.of("POST", "/v1/member-sessions")
                        .as(token("app"))
                        .json("{\"identity\":{\"kind\":\"card\",\"value\":\"STAGE-1\"}}"))
                .json()
                .path("token")
                .textValue();
        request = PlantedPrivacy.request(tenant.id(), member, "erasure", "received")
                .toString();
        incident = PlantedPrivacy.incident(tenant.id(), member).toString();
        hold = PlantedPrivacy.hold(tenant.id(), member).toString();
        experiment = created("/v1/experiments", """
                {"key":"stage-one","name":"Kept","purpose":"service","variants":[{"key":"a"},{"key":"b"}]}""");
        HeldNotes.still(tenant);
        before = Snapshot.of(tenant.id());
    }

    private String created(String path, String body) {
        Answer answer = wire.send(Call.of("POST", path).as(token("owner")).json(body));
        assertThat(answer.status()).as(answer.body()).isIn(201, 202);
        return answer.json().path("id").textValue();
    }

    /** One of each type, under the type's name; letters is a string of at most three capitals. */
    private void plantAttributes() {
        for (String type :
                List.of("string", "number", "boolean", "date", "datetime", "stringList", "geoPoint", "money")) {
            attribute("""
                    {"key":"%1$s","name":{"en":"Kept"},"type":"%1$s"}""".formatted(type));
        }
        attribute("""
                {"key":"stageOne","name":{"en":"Kept"},"type":"enum","constraints":{"values":["a","b"]}}""");
        attribute("""
                {"key":"letters","name":{"en":"Kept"},"type":"string","sensitivity":"contact",
                 "constraints":{"pattern":"[A-Z]+","max":3}}""");
        attribute("""
                {"key":"few","name":{"en":"Kept"},"type":"number","constraints":{"min":1,"max":5}}""");
    }

    private void plantTags() {
        created("/v1/tags", """
                {"key":"stageGroup","name":{"en":"Kept"},"kind":"value","group":true,"exclusive":true}""");
        created("/v1/tags", """
                {"key":"stageOne","name":{"en":"Kept"},"kind":"value","parent":"stageGroup","valueType":"enum",
                 "constraints":{"values":["a","b"]}}""");
    }

    private void attribute(String body) {
        created("/v1/attributes", body);
    }

    private void put(String path) {
        put(path, "{\"name\":\"Kept\"}");
    }

    private void put(String path, String body) {
        Answer answer = wire.send(Call.of("PUT", path).as(token("owner")).json(body));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    TestTenant tenant() {
        return tenant;
    }

    String token(String caller) {
        return switch (caller) {
            case "platform" -> Tokens.platformAdmin();
            case "app" -> tenant.app("sessions:create");
            case "self" -> session;
            default -> tenant.staff(caller);
        };
    }

    /** Of one who may call what is at this path. */
    String tokenFor(String path) {
        return token(
                path.startsWith("/v1/tenants")
                        ? "platform"
                        : path.equals("/v1/member-sessions") ? "app" : ofMembers(path) ? "self" : "owner");
    }

    static boolean ofMembers(String path) {
        return path.equals("/v1/me") || path.startsWith("/v1/me/");
    }

    /** The path with the ids of what is there. */
    String path(String template) {
        return template.replace("{member}", member)
                .replace("{memberId}", member)
                .replace("{segment}", segment)
                .replace("{merge}", merge)
                .replace("{identityId}", identity)
                .replace("{staff}", staff)
                .replace("{request}", request)
                .replace("{hold}", hold)
                .replace("{incident}", incident)
                .replace("{experiment}", experiment)
                .replace("{app}", app)
                .replace("{code}", "STAGE-1")
                .replace("{sku}", "STAGE-1")
                .replace("{type}", "stage.one")
                .replace("{key}", "stageOne")
                .replace("{kind}", "churn")
                .replace("{purpose}", "analytics")
                .replace("{receiptId}", member)
                .replace("{collected}", "attribute")
                .replace("{version}", "1")
                .replace("{tenant}", tenant.id().toString());
    }

    /** The path of an operation of the OpenAPI document, where every id is called the same. */
    String documented(String template) {
        return path(template.replace("{id}", KINDS.getOrDefault(template.split("/")[2], "{member}")));
    }

    void nothingWasWritten() {
        assertThat(Snapshot.of(tenant.id())).isEqualTo(before);
    }
}
