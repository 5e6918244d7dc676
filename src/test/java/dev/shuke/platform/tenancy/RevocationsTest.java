package dev.shuke.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import dev.shuke.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who lost a role is refused with the tokens that still say it, and served with the next. */
@QuarkusTest
class RevocationsTest extends ApiTest {
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final TestTenant other = TestTenant.create("Asia/Shanghai", "CNY");
    private final String person = UUID.randomUUID().toString();

    /** A token of the person, who is an owner of both tenants. */
    private String token(Instant issued) {
        Object owner = Map.of("resource_access", Map.of("shuke-api", Map.of("roles", List.of("owner"))));
        return Tokens.sign(Tokens.claims(person)
                .issuedAt(issued)
                .expiresAt(issued.plus(LIFE))
                .claim("organization", Map.of(tenant.slug(), owner, other.slug(), owner)));
    }

    private static Response call(String token, TestTenant tenant) {
        return as(token).header("X-Tenant", tenant.slug()).get("/v1/members").then();
    }

    private void revoke(String subject) {
        as(tenant.staff("owner")).post("/test/revoking/" + subject).then().statusCode(204);
    }

    /** So that the times below lie on both sides of the one that the revocation is given. */
    @BeforeEach
    void rememberTheTenant() {
        call(token(Instant.now()), tenant).statusCode(200);
    }

    @Test
    void whatWasIssuedBeforeIsRefusedAndWhatFollowsIsServed() {
        String before = token(Instant.now().minusSeconds(100));
        call(before, tenant).statusCode(200);
        Instant earliest = Instant.now();
        revoke(person);
        Instant latest = Instant.now();
        call(before, tenant)
                .statusCode(401)
                .body("code", is("token_revoked"))
                .header("WWW-Authenticate", startsWith("Bearer"));
        call(token(earliest.minusSeconds(1)), tenant).statusCode(401);
        call(token(earliest), tenant).statusCode(401);
        call(token(latest.plusSeconds(1)), tenant).statusCode(200);
    }

    @Test
    void concernsThatPersonInThatTenantAlone() {
        String token = token(Instant.now().minusSeconds(100));
        revoke(person);
        call(token, tenant).statusCode(401);
        call(token, other).statusCode(200);
        call(tenant.staff("owner"), tenant).statusCode(200);
    }

    /** The clocks of two instances may differ. */
    @Test
    void aRevocationDoesNotTakeBackALaterOne() throws SQLException {
        Instant ahead = Instant.now().plusSeconds(20);
        revoke(person);
        try (Connection superuser = TestTenant.connect("postgres");
                PreparedStatement update = superuser.prepareStatement(
                        "update revocation set not_before = ? where tenant_id = ? and subject = ?")) {
            update.setObject(1, ahead.atOffset(ZoneOffset.UTC));
            update.setObject(2, tenant.id());
            update.setString(3, person);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
        revoke(person);
        call(token(ahead.minusSeconds(1)), tenant).statusCode(401);
        call(token(ahead.plusSeconds(1)), tenant).statusCode(200);
    }

    @Test
    void anAppIsRefusedLikewise() {
        String subject = "app-" + tenant.slug();
        String app = tenant.app("members:read");
        call(app, tenant).statusCode(200);
        revoke(subject);
        call(app, tenant).statusCode(401).body("code", is("token_revoked"));
    }

    /** Revocations are remembered for an hour; a token that outlived them would come back to life. */
    @Test
    void noTokenIsTakenForLongerThanRevocationsAreRemembered() {
        Instant longAgo = Instant.now().minus(Duration.ofMinutes(61));
        String old = Tokens.sign(Tokens.claims(person)
                .issuedAt(longAgo)
                .expiresAt(Instant.now().plus(LIFE))
                .claim("organization", Map.of(tenant.slug(), Map.of())));
        call(old, tenant).statusCode(401).body("code", is("unauthenticated"));
    }

    /** It could not be taken back. */
    @Test
    void aTokenOfNobodyOrOfNoTimeIsNone() {
        JwtClaimsBuilder nobody =
                Tokens.claims("").remove("sub").claim("organization", Map.of(tenant.slug(), Map.of()));
        call(Tokens.sign(nobody), tenant).statusCode(401).body("code", is("unauthenticated"));
        TenantDirectory.Entry entry = new TenantDirectory.Entry(null, "active", Map.of(person, Instant.now()));
        assertThat(entry.takes(person, 0)).isFalse();
        assertThat(entry.takes("another", 0)).isTrue();
    }
}
