package dev.shuke.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Keycloak's admin REST API, as far as local people and apps need it. Every call is safe to repeat: what exists is
 * found, not made twice. Holds a token of a minute, so make one for a piece of work, not for a day.
 */
public final class KeycloakAdmin {
    private final String realm;
    private final String token;

    private KeycloakAdmin(String realm, String token) {
        this.realm = realm;
        this.token = token;
    }

    /** As the administrator of the whole Keycloak. */
    public static KeycloakAdmin of(LocalKeycloak keycloak) {
        var form = Map.of(
                "grant_type", "password",
                "client_id", "admin-cli",
                "username", "admin",
                "password", keycloak.adminPassword());
        return signIn(keycloak, "master", form);
    }

    /** With the rights that the API has, and no more. */
    static KeycloakAdmin asProvisioner(LocalKeycloak keycloak) {
        var form = Map.of(
                "grant_type", "client_credentials",
                "client_id", "shuke-provisioner",
                "client_secret", keycloak.provisionerSecret());
        return signIn(keycloak, "shuke", form);
    }

    /** Makes the person, or gives the one that exists this password. @return the id */
    public String ensureUser(String email, String password) {
        var found = get("/users?exact=true&email=" + encode(email));
        if (found.isEmpty()) {
            var user = Map.of("username", email, "email", email, "emailVerified", true, "enabled", true);
            send("POST", "/users", user).require("user " + email, 201);
            return ensureUser(email, password);
        }
        String id = found.get(0).get("id").asText();
        var credential = Map.of("type", "password", "value", password, "temporary", false);
        send("PUT", "/users/" + id + "/reset-password", credential).require("password of " + email, 204);
        send("PUT", "/users/" + id, Map.of("requiredActions", List.of(), "emailVerified", true))
                .require("user " + email, 204);
        return id;
    }

    public void grantRealmRole(String userId, String role) {
        send("POST", "/users/" + userId + "/role-mappings/realm", List.of(get("/roles/" + role)))
                .require("role " + role, 204);
    }

    /** Makes the organization with a group per role of {@code shuke-api}, as POST /v1/tenants does. @return the id */
    public String ensureOrganization(String alias) {
        String id = findOrganization(alias);
        if (id == null) {
            send("POST", "/organizations", Map.of("name", alias, "alias", alias))
                    .require("organization " + alias, 201);
            id = findOrganization(alias);
        }
        String api = get("/clients?clientId=shuke-api").get(0).get("id").asText();
        for (JsonNode role : get("/clients/" + api + "/roles")) {
            String groups = "/organizations/" + id + "/groups";
            String group = findGroup(id, role.get("name").asText());
            if (group == null) {
                group = send("POST", groups, Map.of("name", role.get("name").asText()))
                        .require("group", 201)
                        .body()
                        .get("id")
                        .asText();
            }
            send("POST", groups + "/" + group + "/role-mappings/clients/" + api, List.of(role))
                    .require("role of a group", 204);
        }
        return id;
    }

    /** @return the id, or null */
    public String findOrganization(String alias) {
        return idWhere(get("/organizations?exact=true&search=" + encode(alias)), "alias", alias);
    }

    public boolean isOrganizationEnabled(String alias) {
        return get("/organizations/" + findOrganization(alias)).get("enabled").booleanValue();
    }

    void ensureMember(String organization, String userId) {
        send("POST", "/organizations/" + organization + "/members", userId).require("member", 201, 204, 409);
    }

    void joinGroup(String organization, String group, String userId) {
        String id = findGroup(organization, group);
        send("PUT", "/organizations/" + organization + "/groups/" + id + "/members/" + userId, null)
                .require("group " + group, 204, 409);
    }

    /** Makes a partner app's client in the organization. @return its secret */
    public String ensureApp(String organization, String clientId, List<String> scopes) {
        var found = get("/clients?clientId=" + encode(clientId));
        if (found.isEmpty()) {
            send("POST", "/clients", app(clientId, scopes)).require("app " + clientId, 201);
            return ensureApp(organization, clientId, scopes);
        }
        String client = "/clients/" + found.get(0).get("id").asText();
        ensureMember(
                organization, get(client + "/service-account-user").get("id").asText());
        return get(client + "/client-secret").get("value").asText();
    }

    /** Makes the tokens of an app expire after so many seconds. */
    public void limitTokens(String clientId, int seconds) {
        String client = "/clients/"
                + get("/clients?clientId=" + encode(clientId)).get(0).get("id").asText();
        var attributes = Map.of("access.token.lifespan", Integer.toString(seconds));
        send("PUT", client, Map.of("clientId", clientId, "attributes", attributes))
                .require("lifespan of " + clientId, 204);
    }

    public boolean hasClient(String clientId) {
        return !get("/clients?clientId=" + encode(clientId)).isEmpty();
    }

    private static Map<String, Object> app(String clientId, List<String> scopes) {
        return Map.of(
                "clientId", clientId,
                "publicClient", false,
                "serviceAccountsEnabled", true,
                "standardFlowEnabled", false,
                "directAccessGrantsEnabled", false,
                "fullScopeAllowed", false,
                "defaultClientScopes", List.of("basic", "shuke-api", "organization", "app"),
                "optionalClientScopes", scopes);
    }

    private String findGroup(String organization, String name) {
        return idWhere(get("/organizations/" + organization + "/groups?max=100"), "name", name);
    }

    private static String idWhere(JsonNode list, String field, String value) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(item -> item.path(field).asText().equals(value))
                .map(item -> item.get("id").asText())
                .findFirst()
                .orElse(null);
    }

    private JsonNode get(String path) {
        return send("GET", path, null).require("GET " + path, 200).body();
    }

    private Http.Answer send(String method, String path, Object body) {
        return Http.send(method, realm + path, token, body);
    }

    private static KeycloakAdmin signIn(LocalKeycloak keycloak, String realm, Map<String, String> form) {
        String url = keycloak.url() + "/realms/" + realm + "/protocol/openid-connect/token";
        String token = Http.postForm(url, form)
                .require("sign-in at Keycloak", 200)
                .body()
                .get("access_token")
                .asText();
        return new KeycloakAdmin(keycloak.url() + "/admin/realms/shuke", token);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
