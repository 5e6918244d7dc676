package dev.shuke.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A storm of calls over HTTP, with a limit that it exceeds. */
@QuarkusTest
@TestProfile(RateLimitFilterTest.Low.class)
class RateLimitFilterTest extends ApiTest {
    private static final int LIMIT = 60;
    private static final int LIMIT_OF_MEMBERS = 4;
    private static final int CALLS = 200;

    private TestTenant tenant;

    @BeforeAll
    static void loadTheDriver() throws ClassNotFoundException {
        Class.forName("org.postgresql.Driver"); // which has registered for the application before this one only
    }

    @BeforeEach
    void createTenant() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
    }

    /** So long a period that nothing is gained during the test, and patience with a busy machine. */
    public static class Low implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "shuke.limit.calls",
                    Integer.toString(LIMIT),
                    "shuke.limit.member-calls",
                    Integer.toString(LIMIT_OF_MEMBERS),
                    "shuke.limit.period",
                    "10H",
                    "shuke.redis.patience",
                    "10S");
        }
    }

    private List<HttpResponse<String>> storm(String token) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest call = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ApiCall.port() + "/v1/members"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            return IntStream.range(0, CALLS)
                    .mapToObj(i -> client.sendAsync(call, BodyHandlers.ofString()))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }
    }

    @Test
    void admitsTheLimitAndRefusesTheRest() {
        List<HttpResponse<String>> answers = storm(tenant.staff("owner"));
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(LIMIT);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 429).hasSize(CALLS - LIMIT);
        as(tenant.staff("owner"))
                .get("/v1/members")
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("code", is("rate_limited"))
                .header("RateLimit-Policy", "\"default\";q=60;w=36000")
                .header("RateLimit", "\"default\";r=0;t=36000")
                .header("Retry-After", matchesPattern("[1-9][0-9]{0,2}"));
        as(tenant.staff("admin")).get("/v1/members").then().statusCode(200);
    }

    @Test
    void tellsWhatIsLeft() {
        String app = tenant.app("members:read");
        as(app).get("/v1/members").then().statusCode(200).header("RateLimit", "\"default\";r=59;t=600");
        as(app).get("/v1/members").then().statusCode(200).header("RateLimit", "\"default\";r=58;t=1200");
    }

    @Test
    void aMemberHasALimitOfHisOwnInAllHisSessions() {
        for (int call = 1; call <= LIMIT_OF_MEMBERS; call++) {
            as(session(tenant, "card", "LIMIT-1"))
                    .get("/v1/me")
                    .then()
                    .statusCode(200)
                    .header("RateLimit-Policy", "\"default\";q=4;w=36000");
        }
        as(session(tenant, "card", "LIMIT-1"))
                .get("/v1/me")
                .then()
                .statusCode(429)
                .body("code", is("rate_limited"));
        as(session(tenant, "card", "LIMIT-2")).get("/v1/me").then().statusCode(200);
    }

    @Test
    void whoeverIsNotAuthenticatedIsNotCounted() {
        ApiCall.given().get("/v1/members").then().statusCode(401).header("RateLimit", nullValue());
    }
}
