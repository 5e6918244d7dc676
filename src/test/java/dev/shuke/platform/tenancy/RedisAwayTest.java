package dev.shuke.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.shuke.localstack.LocalStack;
import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The running application and its Redis: it tells other instances, hears them, and does without. */
@QuarkusTest
class RedisAwayTest extends ApiTest {
    /** Well below the ten seconds after which it would be looked up anyway. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private Instance other;

    @BeforeEach
    void anotherInstance() {
        other = new Instance(LocalStack.forTests().environment().get("SHUKE_REDIS_URL"));
    }

    @AfterEach
    void close() {
        other.close();
    }

    private int status() {
        return as(tenant.staff("owner")).get("/v1/members").statusCode();
    }

    private void become(String status) throws SQLException {
        try (Connection platform = TestTenant.connect("shuke_platform");
                PreparedStatement update =
                        platform.prepareStatement("update tenant set status = ? where tenant_id = ?")) {
            update.setString(1, status);
            update.setObject(2, tenant.id());
            update.executeUpdate();
        }
    }

    /** A machine that is too busy to hear it once has further tries. */
    @Test
    void whatAnotherInstanceChangesCountsHere() throws SQLException {
        boolean heard = false;
        for (int tried = 0; !heard && tried < 5; tried++) {
            become("active");
            Poll.until("service", PATIENCE, () -> status() == 200);
            become("suspended");
            heard = Poll.within(SOON, () -> {
                other.cache().forget(tenant.slug());
                return status() == 403;
            });
        }
        assertThat(heard).isTrue();
    }

    @Test
    void whatChangesHereCountsInAnotherInstance() {
        Poll.until("the revocation is heard", PATIENCE, () -> {
            other.asked(tenant.slug(), "old");
            as(tenant.staff("owner")).post("/test/revoking/somebody").then().statusCode(204);
            return Poll.within(
                    Duration.ofMillis(500),
                    () -> other.asked(tenant.slug(), "new").equals("new"));
        });
    }

    @Test
    void isServedWhileRedisHangs() throws Exception {
        String pid = other.answer(Request.cmd(Command.INFO).arg("server"))
                .toString()
                .replaceAll("(?s).*process_id:(\\d+).*", "$1");
        signal("STOP", pid);
        try {
            for (int i = 0; i < 20; i++) {
                assertThat(status()).isEqualTo(200);
            }
            as(tenant.staff("owner"))
                    .post("/test/revoking/app-" + tenant.slug())
                    .then()
                    .statusCode(204);
            as(tenant.app("members:read"))
                    .get("/v1/members")
                    .then()
                    .statusCode(401)
                    .body("code", is("token_revoked"));
            ApiCall.given().get("/q/health/ready").then().statusCode(200);
        } finally {
            signal("CONT", pid);
        }
        assertThat(status()).isEqualTo(200);
    }

    private static void signal(String name, String pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }
}
