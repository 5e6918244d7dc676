package dev.shuke.tenant;

import dev.shuke.localstack.Http;
import dev.shuke.localstack.KeycloakAdmin;
import dev.shuke.localstack.LocalKeycloak;
import dev.shuke.localstack.LocalRealm;
import dev.shuke.localstack.LocalStack;
import dev.shuke.testing.ApiCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Accounts and apps in the real Keycloak, and the tokens that it gives them. */
public final class People {
    public static final String PASSWORD = "correct horse battery";

    private People() {}

    public static LocalKeycloak keycloak() {
        return LocalStack.forTests().keycloak();
    }

    /** The token of a platform administrator. */
    public static String platformAdmin() {
        KeycloakAdmin admin = KeycloakAdmin.of(keycloak());
        admin.grantRealmRole(admin.ensureUser("platform@shuke.example", PASSWORD), "platform-admin");
        return password("platform@shuke.example", "openid");
    }

    /** Gives an account a password that stays, and asks for a token with these scopes. */
    public static String staff(String email, String scope) {
        KeycloakAdmin.of(keycloak()).ensureUser(email, PASSWORD);
        return password(email, scope);
    }

    /** The answer of the token endpoint to a password. */
    public static Http.Answer signIn(String email, String scope) {
        return token(Map.of(
                "grant_type", "password",
                "client_id", LocalRealm.CLIENT,
                "username", email,
                "password", PASSWORD,
                "scope", scope));
    }

    /** An app of a tenant with some scopes, and its token with these. */
    public static String app(String slug, List<String> granted, String asked) {
        KeycloakAdmin admin = KeycloakAdmin.of(keycloak());
        String client = slug + ".erp";
        String secret = admin.ensureApp(admin.findOrganization(slug), client, granted);
        return accessToken(token(Map.of(
                "grant_type", "client_credentials", "client_id", client, "client_secret", secret, "scope", asked)));
    }

    /** The token of an app, with {@code members:read}, that lives for two seconds. */
    static String shortLivedApp(String slug, int seconds) {
        KeycloakAdmin admin = KeycloakAdmin.of(keycloak());
        String client = slug + ".brief";
        String secret = admin.ensureApp(admin.findOrganization(slug), client, List.of("members:read"));
        admin.limitTokens(client, seconds);
        return accessToken(token(Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                client,
                "client_secret",
                secret,
                "scope",
                "members:read")));
    }

    /** A genuine token of this realm that is not meant for the API. */
    static String forAnotherAudience() {
        return accessToken(token(Map.of(
                "grant_type", "client_credentials",
                "client_id", "shuke-provisioner",
                "client_secret", keycloak().provisionerSecret())));
    }

    /** A genuine token of another realm of the same Keycloak. */
    static String ofAnotherRealm() {
        return accessToken(Http.postForm(
                keycloak().url() + "/realms/master/protocol/openid-connect/token",
                Map.of(
                        "grant_type", "password",
                        "client_id", "admin-cli",
                        "username", "admin",
                        "password", keycloak().adminPassword())));
    }

    /** The merchant admin console's exchange of a code for a token. */
    public static String exchange(String code, String verifier, String redirect) {
        return accessToken(token(Map.of(
                "grant_type", "authorization_code",
                "client_id", "admin-console",
                "code", code,
                "code_verifier", verifier,
                "redirect_uri", redirect)));
    }

    public static ApiCall as(String token) {
        return ApiCall.as(token);
    }

    /** A body for {@code POST /v1/tenants}. */
    public static Map<String, Object> tenant(String slug, String owner) {
        Map<String, Object> body = new HashMap<>();
        body.put("slug", slug);
        body.put("name", "Acme Tea 茶");
        body.put("timezone", "Asia/Shanghai");
        body.put("currency", "CNY");
        body.put("owner", Map.of("email", owner));
        return body;
    }

    private static String password(String email, String scope) {
        return accessToken(signIn(email, scope));
    }

    private static Http.Answer token(Map<String, String> form) {
        return Http.postForm(keycloak().realmUrl() + "/protocol/openid-connect/token", form);
    }

    private static String accessToken(Http.Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException("no token: " + answer.status() + " " + answer.body());
        }
        return answer.body().get("access_token").asText();
    }
}
