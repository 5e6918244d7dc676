package dev.shuke.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import dev.shuke.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Staff as far as Keycloak, which is away here, has no say. {@link StaffIT} has it. */
@QuarkusTest
class StaffResourceTest extends ApiTest {
    private static final String PATCH = "application/merge-patch+json";

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");

    private Response invite(String caller, String email, String roles, String stores) {
        return as(tenant.staff(caller))
                .body("""
                        {"email":"%s","roles":[%s],"stores":[%s]}""".formatted(email, roles, stores))
                .post("/v1/staff")
                .then();
    }

    /** Somebody with this role whom Keycloak knows. @return the id */
    private String person(String role) {
        String id = invite("owner", role + "@acme.example", "\"" + role + "\"", "")
                .statusCode(202)
                .extract()
                .path("id");
        tenant.keycloakHasFollowed();
        return id;
    }

    private Response patch(String caller, String id, String patch) {
        return as(tenant.staff(caller))
                .contentType(PATCH)
                .body(patch)
                .patch("/v1/staff/" + id)
                .then();
    }

    @Test
    void whoIsInvitedIsPendingUntilKeycloakFollows() {
        String id = invite("admin", "Li.Na@Acme.example", "\"marketing\",\"privacy\",\"marketing\"", "")
                .statusCode(202)
                .header("Cache-Control", "no-store")
                .header("Location", containsString("/v1/staff/"))
                .body("email", equalTo("l***@acme.example"))
                .body("roles", equalTo(List.of("marketing", "privacy")))
                .body("stores", empty())
                .body("status", equalTo("pending"))
                .body("temporaryPassword", nullValue())
                .extract()
                .path("id");
        invite("owner", "li.na@acme.example", "\"privacy\",\"marketing\"", "")
                .statusCode(202)
                .body("id", equalTo(id));
        as(tenant.staff("owner")).get("/v1/staff/" + id).then().statusCode(200).body("status", equalTo("pending"));
        tenant.keycloakHasFollowed();
        invite("owner", "li.na@acme.example", "\"privacy\",\"marketing\"", "")
                .statusCode(200)
                .body("status", equalTo("active"));
        invite("owner", "li.na@acme.example", "\"privacy\"", "")
                .statusCode(409)
                .body("code", equalTo("already_exists"))
                .body("errors[0].pointer", equalTo("/email"))
                .body(not(containsString("li.na")));
    }

    @Test
    void addressesAreNowhereInClear() throws SQLException {
        invite("owner", "hidden.person@acme.example", "\"analyst\"", "").body(not(containsString("hidden")));
        try (var superuser = TestTenant.connect("postgres");
                var rows = superuser
                        .createStatement()
                        .executeQuery("select s::text || encode(email, 'escape') from staff s where tenant_id = '"
                                + tenant.id() + "'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).doesNotContain("hidden").doesNotContain("acme");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"marketing", "finance", "analyst", "associate", "manager", "privacy"})
    void otherRolesAreRefused(String role) {
        invite(role, "a@acme.example", "\"analyst\"", "").statusCode(403);
        as(tenant.staff(role)).get("/v1/staff").then().statusCode(403);
    }

    @Test
    void appsAreRefused() {
        as(tenant.app("staff:manage", "tenant:read")).get("/v1/staff").then().statusCode(403);
    }

    @Test
    void anAdminHasNoPowerOverOwners() {
        String owner = person("owner");
        String admin = person("admin");
        invite("admin", "second@acme.example", "\"owner\"", "").statusCode(403).body("code", is("forbidden"));
        invite("admin", "second@acme.example", "\"analyst\",\"owner\"", "").statusCode(403);
        patch("admin", admin, "{\"roles\":[\"owner\",\"admin\"]}").statusCode(403);
        patch("admin", owner, "{\"roles\":[\"analyst\"]}").statusCode(403);
        patch("admin", owner, "{\"roles\":[\"owner\",\"analyst\"]}").statusCode(403);
        as(tenant.staff("admin")).delete("/v1/staff/" + owner).then().statusCode(403);
        as(tenant.staff("owner"))
                .get("/v1/staff/" + owner)
                .then()
                .body("roles", equalTo(List.of("owner")))
                .body("status", equalTo("active"));
        patch("owner", admin, "{\"roles\":[\"owner\"]}").statusCode(202);
    }

    @Test
    void whoIsRemovedIsRefusedAtOnceAndMayBeInvitedAgain() {
        String id = person("marketing");
        String token = tenant.staff("marketing");
        as(token).get("/v1/members").then().statusCode(200);
        as(tenant.staff("admin")).delete("/v1/staff/" + id).then().statusCode(204);
        as(token).get("/v1/members").then().statusCode(401).body("code", is("token_revoked"));
        as(tenant.staff("owner")).get("/v1/staff/" + id).then().statusCode(404);
        as(tenant.staff("owner")).delete("/v1/staff/" + id).then().statusCode(404);
        patch("owner", id, "{\"roles\":[\"admin\"]}").statusCode(404);
        as(tenant.staff("owner")).get("/v1/staff").then().body("items", empty());
        invite("owner", "marketing@acme.example", "\"analyst\"", "")
                .statusCode(202)
                .body("roles", equalTo(List.of("analyst")));
    }

    /** Keycloak goes on giving out tokens that say the old role until it has followed: they are refused too. */
    @Test
    void whoseRoleChangesIsRefusedUntilKeycloakHasFollowed() {
        String id = person("privacy");
        patch("owner", id, "{\"roles\":[\"analyst\"]}").statusCode(202).body("status", equalTo("pending"));
        String later = Tokens.sign(Tokens.claims("staff-{" + tenant.slug() + "=privacy}")
                .issuedAt(Instant.now().plusSeconds(3))
                .claim("organization", Map.of(tenant.slug(), Map.of())));
        as(later).get("/v1/members").then().statusCode(401).body("code", is("token_revoked"));
    }

    @Test
    void aChangeOfStoresAloneNeedsNoKeycloak() {
        for (String code : List.of("S-1", "S-2")) {
            as(tenant.staff("owner"))
                    .body("{\"name\":\"Shop\"}")
                    .put("/v1/stores/" + code)
                    .then()
                    .statusCode(201);
        }
        String id = invite("owner", "m@acme.example", "\"manager\"", "\"S-2\",\"S-1\",\"S-1\"")
                .statusCode(202)
                .body("stores", equalTo(List.of("S-1", "S-2")))
                .extract()
                .path("id");
        tenant.keycloakHasFollowed();
        patch("admin", id, "{\"stores\":[\"S-2\"]}")
                .statusCode(200)
                .body("stores", equalTo(List.of("S-2")))
                .body("roles", equalTo(List.of("manager")));
        as(tenant.staff("manager")).get("/v1/stores").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"manager\"'   | ''          | /stores",
                "'\"associate\"' | ''          | /stores",
                "'\"marketing\"' | '\"S-1\"'   | /stores",
                "'\"manager\"'   | '\"S-9\"'   | /stores/0"
            })
    void storesBelongToStoreRoles(String roles, String stores, String pointer) {
        invite("owner", "m@acme.example", roles, stores).statusCode(422).body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void theLastOwnerStays() {
        String id = person("owner");
        as(tenant.staff("owner"))
                .delete("/v1/staff/" + id)
                .then()
                .statusCode(409)
                .body("code", is("last_owner"));
        patch("owner", id, "{\"roles\":[\"admin\"]}").statusCode(409).body("code", is("last_owner"));
        invite("owner", "second@acme.example", "\"owner\"", "").statusCode(202);
        as(tenant.staff("owner")).delete("/v1/staff/" + id).then().statusCode(409); // the second is pending
        tenant.keycloakHasFollowed();
        as(tenant.staff("owner")).delete("/v1/staff/" + id).then().statusCode(204);
    }

    @RepeatedTest(5)
    void ofTwoOwnersWhoAreRemovedAtOnceOneStays() {
        List<String> owners = List.of(person("owner"), second());
        String caller = Tokens.person(Map.of(tenant.slug(), "owner", "elsewhere", "owner"));
        List<CompletableFuture<Response>> calls = owners.stream()
                .map(id -> atOnce(
                        () -> as(caller).header("X-Tenant", tenant.slug()).delete("/v1/staff/" + id)))
                .toList();
        assertThat(calls).extracting(call -> call.join().statusCode()).containsExactlyInAnyOrder(204, 409);
    }

    private String second() {
        String id = invite("owner", "second@acme.example", "\"owner\"", "")
                .extract()
                .path("id");
        tenant.keycloakHasFollowed();
        return id;
    }

    @Test
    void anotherTenantsStaffAreUnknown() {
        String id = person("analyst");
        String stranger = TestTenant.create("UTC", "EUR").staff("owner");
        for (String unknown : List.of(id, UUID.randomUUID().toString())) {
            as(stranger).get("/v1/staff/" + unknown).then().statusCode(404);
            as(stranger).delete("/v1/staff/" + unknown).then().statusCode(404);
        }
    }
}
