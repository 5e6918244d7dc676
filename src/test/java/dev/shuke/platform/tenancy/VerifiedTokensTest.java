package dev.shuke.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import dev.shuke.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A token that was found genuine is not checked again, and nothing passes for it. */
@QuarkusTest
class VerifiedTokensTest extends ApiTest {
    private static final long ALLOWED_NANOS = 20_000;

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final TestTenant other = TestTenant.create("Asia/Shanghai", "CNY");

    private static Response call(String token) {
        return as(token).get("/v1/members").then();
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatResemblesAKnownTokenIsChecked() {
        String known = tenant.staff("owner");
        call(known).statusCode(200);
        String[] parts = known.split("\\.");
        char last = parts[2].charAt(10);
        String signature = parts[2].substring(0, 10) + (last == 'A' ? 'B' : 'A') + parts[2].substring(11);
        call(parts[0] + "." + parts[1] + "." + signature).statusCode(401);
        call(parts[0] + "." + parts[1] + ".").statusCode(401);
        call(parts[0] + "." + encoded(decoded(parts[1]).replace(tenant.slug(), other.slug())) + "." + parts[2])
                .statusCode(401);
        call(encoded(decoded(parts[0]).replace("RS256", "none")) + "." + parts[1] + "." + parts[2])
                .statusCode(401);
        call(known).statusCode(200);
    }

    @Test
    void whatIsRefusedOnceIsRefusedAgain() {
        String unsigned = tenant.staff("owner").replaceAll("[^.]*$", "AAAA");
        call(unsigned).statusCode(401);
        call(unsigned).statusCode(401);
    }

    /** One that a slow machine brings too late was never known: then another, that lives longer. */
    @Test
    void aKnownTokenEndsWithItsTime() {
        call(tenant.staff("owner")).statusCode(200);
        boolean known = false;
        for (int seconds = 3; !known; seconds *= 2) {
            Instant end = Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
            String brief = Tokens.sign(Tokens.claims("brief")
                    .expiresAt(end)
                    .claim("caller_kind", "app")
                    .claim("scope", "members:read")
                    .claim("organization", Map.of(tenant.slug(), Map.of())));
            while (Instant.now().isBefore(end)) {
                int status = as(brief).get("/v1/members").statusCode();
                assertThat(status == 200 || !Instant.now().isBefore(end)).isTrue();
                known |= status == 200;
            }
            call(brief).statusCode(401).body("code", is("unauthenticated"));
        }
    }

    @Test
    void theTenantIsThatOfTheCallAndNotOfTheFirst() {
        String both = Tokens.person(Map.of(tenant.slug(), "owner", other.slug(), "analyst"));
        for (int i = 0; i < 2; i++) {
            as(both).header("X-Tenant", tenant.slug())
                    .get("/test/caller")
                    .then()
                    .body(is(tenant.slug() + " OWNER"));
            as(both).header("X-Tenant", other.slug()).get("/test/caller").then().body(is(other.slug() + " ANALYST"));
            as(both).header("X-Tenant", "another").get("/test/caller").then().statusCode(403);
            as(both).get("/test/caller").then().statusCode(403).body("code", is("tenant_required"));
        }
    }

    @Test
    void costsLittleWhenRepeated() {
        String token = tenant.staff("owner");
        long[] costs = LongStream.generate(() -> Long.parseLong(as(token)
                        .get("/test/token-check?times=3000")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString()))
                .limit(30)
                .filter(cost -> cost >= 0)
                .limit(9)
                .sorted()
                .toArray();
        assertThat(costs).hasSize(9);
        assertThat(costs[4]).as("nanoseconds of CPU, the median").isLessThan(ALLOWED_NANOS);
    }
}
