package dev.shuke.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tokens that the production realm issues, and what it refuses to issue. */
class RealmIT {
    private static final String PASSWORD = "correct horse battery";
    private static final Map<String, String> SECRETS = new HashMap<>();
    private static LocalKeycloak keycloak;
    private static String organization;

    @BeforeAll
    static void provisionWithTheRightsOfTheApi() {
        keycloak = LocalStack.forTests().keycloak();
        var provisioner = KeycloakAdmin.asProvisioner(keycloak);
        organization = provisioner.ensureOrganization("acme");
        provisioner.ensureOrganization("globex");
        for (String role : List.of("marketing", "owner")) {
            String user = provisioner.ensureUser(role + "@acme.example", PASSWORD);
            provisioner.ensureMember(organization, user);
            provisioner.joinGroup(organization, role, user);
        }
        SECRETS.put("acme.pos", provisioner.ensureApp(organization, "acme.pos", List.of("events:write")));
        var admin = KeycloakAdmin.of(keycloak);
        admin.grantRealmRole(admin.ensureUser("platform@shuke.example", PASSWORD), "platform-admin");
    }

    @Test
    void staffCarryTheirTenantAndRoleAndNothingElse() throws IOException {
        JsonNode claims = claims(password("marketing@acme.example", "organization:acme"));
        assertThat(claims.at("/organization/acme/id").asText()).isEqualTo(organization);
        assertThat(claims.at("/organization/acme/groups").toString()).isEqualTo("[\"/marketing\"]");
        assertThat(claims.at("/organization/acme/resource_access/shuke-api/roles")
                        .toString())
                .isEqualTo("[\"marketing\"]");
        assertThat(claims.get("organization").size()).isEqualTo(1);
        assertThat(claims.get("iss").asText()).isEqualTo(keycloak.realmUrl());
        assertThat(claims.get("aud").asText()).isEqualTo("shuke-api");
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(300);
        assertThat(claims.has("realm_access")).isFalse();
        assertThat(claims.has("resource_access")).isFalse();
        assertThat(claims.has("platform_roles")).isFalse();
        assertThat(claims.has("caller_kind")).isFalse();
    }

    @Test
    void staffCannotNameATenantTheyAreNotIn() throws IOException {
        var answer = password("owner@acme.example", "organization:globex");
        assertThat(answer.status() != 200 || !claims(answer).has("organization"))
                .isTrue();
    }

    @Test
    void staffCannotPassForAnApp() {
        assertThat(password("owner@acme.example", "organization:acme app").status())
                .isEqualTo(400);
        assertThat(password("owner@acme.example", "organization:acme members:read")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void appsCarryTheirTenantAndGrantedScopesAndNoRole() throws IOException {
        JsonNode claims = claims(app("acme.pos", "events:write"));
        assertThat(claims.at("/organization/acme/id").asText()).isEqualTo(organization);
        assertThat(claims.at("/organization/acme/resource_access").isMissingNode())
                .isTrue();
        assertThat(claims.get("organization").size()).isEqualTo(1);
        assertThat(claims.get("caller_kind").asText()).isEqualTo("app");
        assertThat(claims.get("scope").asText().split(" ")).containsExactlyInAnyOrder("events:write", "organization");
        assertThat(claims.get("aud").asText()).isEqualTo("shuke-api");
        assertThat(app("acme.pos", "members:read").status()).isEqualTo(400);
    }

    @Test
    void platformAdministratorsCarryTheirRoleAndNoTenant() throws IOException {
        JsonNode claims = claims(password("platform@shuke.example", "openid"));
        assertThat(claims.get("platform_roles").toString()).isEqualTo("[\"platform-admin\"]");
        assertThat(claims.has("organization")).isFalse();
    }

    @Test
    void productionClientsTakeNoPasswords() {
        for (String client : List.of("admin-console", "admin-cli")) {
            assertThat(token(Map.of(
                                    "grant_type",
                                    "password",
                                    "client_id",
                                    client,
                                    "username",
                                    "owner@acme.example",
                                    "password",
                                    PASSWORD))
                            .status())
                    .as(client)
                    .isIn(400, 401);
        }
    }

    private static Http.Answer password(String user, String scope) {
        return token(Map.of(
                "grant_type", "password",
                "client_id", LocalRealm.CLIENT,
                "username", user,
                "password", PASSWORD,
                "scope", scope));
    }

    private static Http.Answer app(String client, String scope) {
        return token(Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                client,
                "client_secret",
                SECRETS.get(client),
                "scope",
                scope));
    }

    private static Http.Answer token(Map<String, String> form) {
        return Http.postForm(keycloak.realmUrl() + "/protocol/openid-connect/token", form);
    }

    private static JsonNode claims(Http.Answer answer) throws IOException {
        String token = answer.require("token", 200).body().get("access_token").asText();
        JsonNode header = Http.JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[0]));
        assertThat(header.get("alg").asText()).isEqualTo("RS256");
        return Http.JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }
}
