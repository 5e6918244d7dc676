package dev.shuke.localstack;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The platform's administrator, two merchants, their staff and apps. Merchants come into being through the public API,
 * like a real one; passwords and client secrets are set at Keycloak, so that they can be told. What was done is done
 * again without harm, so an interrupted start is completed by the next.
 *
 * @param api {@code http://localhost:8080}
 */
record DemoTenants(String api, LocalKeycloak keycloak, Secrets secrets, Progress progress) {
    /** Raise it when people, apps or scopes change: complete demo data is not looked at again. */
    private static final String VERSION = "1";

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
            String organization = admin.findOrganization(app.tenant());
            secrets.put(
                    app.secretName(),
                    admin.ensureApp(organization, app.id(), List.of(app.scope().split(" "))));
            progress.say("provisioning " + ++done + "/" + total + " app " + app.id());
        }
        secrets.put(COMPLETE, VERSION);
    }

    private void ensureStaff(KeycloakAdmin admin, DemoPerson person) {
        String organization = admin.findOrganization(person.tenant());
        String user = admin.ensureUser(person.id(), secrets.password(person.secretName()));
        admin.ensureMember(organization, user);
        admin.joinGroup(organization, person.role(), user);
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
