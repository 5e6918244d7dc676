package dev.shuke.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.demo.DemoCatalogue;
import dev.shuke.demo.DemoEvents;
import dev.shuke.platform.access.StaffRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The platform's administrator, two merchants, their staff and apps. All of them come into being through the public API,
 * like real ones; only the people's passwords are set at Keycloak, so that they can be told. What was done is done again
 * without harm, so an interrupted start is completed by the next.
 *
 * @param api {@code http://localhost:8080}
 */
record DemoTenants(String api, LocalKeycloak keycloak, Secrets secrets, Progress progress) {
    /** Raise it when people, apps or scopes change: complete demo data is not looked at again. */
    private static final String VERSION = "2";

    private static final String COMPLETE = "demo.complete";
    private static final Duration ACTIVE_LIMIT = Duration.ofSeconds(60);

    private record Tenant(String slug, String name, String timezone, String currency) {}

    private static final List<Tenant> TENANTS = List.of(
            new Tenant("demo", "Demo Gift Shop", "Europe/London", "GBP"),
            new Tenant("other", "Other Shop", "Asia/Shanghai", "CNY"));

    /** Needed even without demo merchants: nobody else can make the first tenant. */
    void ensurePlatformAdministrator() {
        if (secrets.find("platform.complete").isPresent()) {
            return;
        }
        var admin = KeycloakAdmin.of(keycloak);
        var platform = DemoPerson.PLATFORM;
        admin.grantRealmRole(
                admin.ensureUser(platform.id(), secrets.password(platform.secretName())), "platform-admin");
        secrets.put("platform.complete", "1");
    }

    void ensure() {
        if (secrets.find(COMPLETE).orElse("").equals(VERSION)) {
            return;
        }
        int total = TENANTS.size() + DemoPerson.STAFF.size() + DemoPerson.APPS.size();
        int done = 0;
        String token = DemoPerson.PLATFORM.token(keycloak, secrets);
        for (var tenant : TENANTS) {
            createTenant(tenant, token);
            progress.say("provisioning " + ++done + "/" + total + " merchant " + tenant.slug());
        }
        var admin = KeycloakAdmin.of(keycloak);
        for (var person : DemoPerson.STAFF) {
            ensureStaff(admin, person);
            progress.say("provisioning " + ++done + "/" + total + " " + person.id());
        }
        for (var app : DemoPerson.APPS) {
            ensureApp(app);
            progress.say("provisioning " + ++done + "/" + total + " app " + app.id());
        }
        secrets.put(COMPLETE, VERSION);
    }

    /** The owner comes with the merchant, and invites the others. */
    private void ensureStaff(KeycloakAdmin admin, DemoPerson person) {
        if (!person.role().equals("owner")) {
            String owner = owner(person.tenant());
            boolean atStores = StaffRole.named(person.role()).orElseThrow().atStores();
            List<String> stores = atStores ? List.of(DemoEvents.STORE) : List.of();
            if (atStores) {
                Http.send("POST", api + "/v1/stores", owner, DemoCatalogue.stores())
                        .require("POST /v1/stores", 200);
            }
            var invitation = Map.of("email", person.id(), "roles", List.of(person.role()), "stores", stores);
            Http.send("POST", api + "/v1/staff", owner, invitation).require("POST /v1/staff", 200, 201);
        }
        admin.ensureUser(person.id(), secrets.password(person.secretName()));
    }

    /** One that a start made which ended before it had written the secret down gets another secret. */
    private void ensureApp(DemoPerson app) {
        String owner = owner(app.tenant());
        String name = app.who().substring(app.who().indexOf('/') + 1);
        var wanted = Map.of("name", name, "scopes", List.of(app.scope().split(" ")), "purposes", List.of("service"));
        var made = Http.send("POST", api + "/v1/apps", owner, wanted);
        if (made.status() == 409) {
            made = Http.send(
                    "POST",
                    api + "/v1/apps/" + appNamed(name, owner) + "/rotate-secret",
                    owner,
                    Map.of("overlapHours", 1));
        }
        JsonNode answer = made.require("POST /v1/apps", 200, 201).body();
        secrets.put(app.clientName(), answer.get("clientId").asText());
        secrets.put(app.secretName(), answer.get("clientSecret").asText());
    }

    private String appNamed(String name, String owner) {
        var apps = Http.send("GET", api + "/v1/apps?limit=200", owner, null).require("GET /v1/apps", 200);
        for (JsonNode app : apps.body().get("items")) {
            if (app.get("name").asText().equals(name)) {
                return app.get("id").asText();
            }
        }
        throw new IllegalStateException("no app " + name);
    }

    private String owner(String tenant) {
        return DemoPerson.find(tenant + "/owner").token(keycloak, secrets);
    }

    private void createTenant(Tenant tenant, String token) {
        var body = Map.of(
                "slug", tenant.slug(),
                "name", tenant.name(),
                "timezone", tenant.timezone(),
                "currency", tenant.currency(),
                "owner", Map.of("email", "owner@" + tenant.slug() + ".example"));
        String id = Http.send("POST", api + "/v1/tenants", token, body)
                .require("POST /v1/tenants", 200, 201, 202)
                .body()
                .path("id")
                .asText();
        Poll.until(
                "the provisioning of " + tenant.slug(),
                ACTIVE_LIMIT,
                () -> Http.send("GET", api + "/v1/tenants/" + id, token, null)
                        .require("GET /v1/tenants/{id}", 200)
                        .body()
                        .path("status")
                        .asText()
                        .equals("active"));
    }
}
