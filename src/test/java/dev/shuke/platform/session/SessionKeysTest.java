package dev.shuke.platform.session;

import static dev.shuke.testing.ApiCall.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys take turns, and no session ends because of it. */
@QuarkusTest
class SessionKeysTest extends ApiTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration TURN = Duration.ofDays(30);

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");

    /** What was moved about in time is no longer of use to others; the app remembers it for a moment. */
    @AfterEach
    void startAnew() {
        sql("delete from session_key");
        Poll.until(
                "a key that is there",
                PATIENCE,
                () -> !tenant.sql("select id from session_key where id = '" + kid(session()) + "'")
                        .isEmpty());
    }

    private static void sql(String statement, Object... arguments) {
        try (Connection superuser = TestTenant.connect("postgres");
                PreparedStatement update = superuser.prepareStatement(statement)) {
            for (int i = 0; i < arguments.length; i++) {
                update.setObject(i + 1, arguments[i]);
            }
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void age(String kid, Duration by) {
        sql(
                "update session_key set created_at = created_at - ? * interval '1 second' where id = ?",
                by.toSeconds(),
                UUID.fromString(kid));
    }

    private String session() {
        return session(tenant, "card", "KEYS-1");
    }

    private static String kid(String token) {
        try {
            return JsonWebSignature.fromCompactSerialization(token).getHeader("kid");
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int status(String token) {
        return as(token).get("/v1/me").statusCode();
    }

    private static List<String> published() {
        return given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .extract()
                .path("keys.kid");
    }

    @Test
    void aNewKeySignsAndTheOldOneVerifiesUntilItsLastTokenHasExpired() {
        String first = session();
        String oldKey = kid(first);
        age(oldKey, TURN);
        Poll.until(
                "another key",
                PATIENCE,
                () -> kid(session()) != null && published().size() == 2);
        String newKey = published().stream()
                .filter(key -> !key.equals(oldKey))
                .findFirst()
                .orElseThrow();
        assertThat(kid(session())).as("not before it was published for a while").isEqualTo(oldKey);
        age(newKey, KeyRing.RIPE);
        Poll.until("its turn", PATIENCE, () -> kid(session()).equals(newKey));
        assertThat(status(first)).isEqualTo(200);
        assertThat(status(session())).isEqualTo(200);
        age(oldKey, KeyRing.KEPT);
        Poll.until("the end of the old one", PATIENCE, () -> status(first) == 401);
        assertThat(published()).containsExactly(newKey);
        assertThat(status(session())).isEqualTo(200);
    }

    @Test
    void whatDoesNotOpenIsNoKey() {
        String before = session();
        sql("insert into session_key values (?, ?, now() - interval '1 hour')", UUID.randomUUID(), new byte[] {1, 2, 3
        });
        sql(
                "insert into session_key select gen_random_uuid(), sealed, created_at from session_key where id = ?",
                UUID.fromString(kid(before)));
        Poll.until("another look", PATIENCE, () -> {
            assertThat(status(session())).isEqualTo(200);
            return status(before) == 200;
        });
        assertThat(published()).hasSize(1);
    }

    /** So that the old version of the deployment's key can be dropped, whatever the turn of the keys. */
    @Test
    void whoeverReadsWhatAnOldVersionHasSealedSealsItByTheNewest() {
        String token = session();
        String kid = kid(token);
        String sealedBy = "select kek || ' ' || encode(sealed, 'hex') from session_key where id = '" + kid + "'";
        String before = tenant.sql(sealedBy).getFirst();
        sql("update session_key set kek = null where id = ?", UUID.fromString(kid));
        Poll.until("another look", PATIENCE, () -> {
            assertThat(status(session())).isEqualTo(200);
            return tenant.sql(sealedBy).getFirst() != null;
        });
        String after = tenant.sql(sealedBy).getFirst();
        assertThat(after.split(" ")[0]).isEqualTo(before.split(" ")[0]);
        assertThat(after.split(" ")[1]).isNotEqualTo(before.split(" ")[1]);
        Poll.until("another look", PATIENCE, () -> {
            sql("update session_key set created_at = created_at - interval '1 second'");
            return status(token) == 200;
        });
        assertThat(kid(session())).isEqualTo(kid);
    }

    @Test
    void everybodyGetsThePublicPartsAndOnlyThose() {
        session();
        Map<String, String> key = given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "public, max-age=300")
                .body("keys[0].kty", is("RSA"))
                .body("keys[0].alg", is("RS256"))
                .body("keys[0].use", is("sig"))
                .extract()
                .path("keys[0]");
        assertThat(key.keySet()).containsExactlyInAnyOrder("kty", "kid", "use", "alg", "n", "e");
    }
}
