package dev.shuke.localstack;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Somebody who can sign in to the local stack, or an app that can.
 *
 * @param who what {@code ./shuke token} calls them
 * @param id e-mail address of a person; of an app, how it is called here: Keycloak's name of it is made by the API
 * @param scope what to ask of Keycloak
 * @param tenant slug; empty for the platform's administrator
 * @param role of staff; empty for an app
 */
record DemoPerson(String who, String id, String scope, String tenant, String role) {
    static final DemoPerson PLATFORM = new DemoPerson("platform", "platform@shuke.example", "openid", "", "");

    static final List<DemoPerson> STAFF = Stream.concat(
                    Stream.of("owner", "admin", "marketing", "finance", "analyst", "associate", "manager", "privacy")
                            .map(role -> staff("demo", role)),
                    Stream.of(staff("other", "owner")))
            .toList();

    static final List<DemoPerson> APPS = List.of(
            app("demo", "pos", "events:write members:read members:write members:lookup"),
            app("demo", "miniapp", "members:read members:write events:write sessions:create"));

    boolean isApp() {
        return role.isEmpty() && !tenant.isEmpty();
    }

    /** The name under which {@link Secrets} keeps the password or client secret. */
    String secretName() {
        return "demo." + who;
    }

    /** The name under which {@link Secrets} keeps an app's client id. */
    String clientName() {
        return secretName() + ".client";
    }

    /** As whom Keycloak knows the person or app. */
    String login(Secrets secrets) {
        return isApp() ? secrets.find(clientName()).orElseThrow() : id;
    }

    static Stream<DemoPerson> all() {
        return Stream.of(Stream.of(PLATFORM), STAFF.stream(), APPS.stream()).flatMap(people -> people);
    }

    private static DemoPerson staff(String tenant, String role) {
        return new DemoPerson(
                tenant + "/" + role, role + "@" + tenant + ".example", "organization:" + tenant, tenant, role);
    }

    private static DemoPerson app(String tenant, String name, String scopes) {
        return new DemoPerson(tenant + "/" + name, tenant + "." + name, scopes, tenant, "");
    }

    static DemoPerson find(String who) {
        return all().filter(person -> person.who().equals(who)).findFirst().orElseThrow();
    }

    /** Signs in. @return an access token, good for a few minutes */
    String token(LocalKeycloak keycloak, Secrets secrets) {
        String secret = secrets.find(secretName()).orElseThrow();
        Map<String, String> form = isApp()
                ? Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        login(secrets),
                        "client_secret",
                        secret,
                        "scope",
                        scope)
                : Map.of(
                        "grant_type", "password",
                        "client_id", LocalRealm.CLIENT,
                        "username", id,
                        "password", secret,
                        "scope", scope);
        return Http.postForm(keycloak.realmUrl() + "/protocol/openid-connect/token", form)
                .require("sign-in of " + who, 200)
                .body()
                .get("access_token")
                .asText();
    }
}
