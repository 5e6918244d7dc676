package dev.shuke.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import dev.shuke.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tokens that are none, or not for this: what a caller is told, and what not. */
@QuarkusTest
class BadTokenTest extends ApiTest {
    private static final Expected UNAUTHENTICATED = Expected.of(401, "unauthenticated", null);
    private static final String OPEN_TO_EVERY_TOKEN = "/v1/whoami";

    /** Of which somebody might think that they are, or lie below, {@code /v1/me}. */
    private static final List<String> LOOK_LIKE_ME = List.of(
            "/v1/stores/me",
            "/v1/products/member",
            "/v1/event-types/member",
            "/v1/members?path=/v1/me",
            "/v1/me/../members",
            "/v1/me/%2e%2e/members",
            "/v1/me/./../members",
            "//v1/me/../members",
            "/v1/members;/v1/me",
            "/v1/members;v1=/v1/me/");

    private static final List<String> OWN = List.of(
            "/v1/me",
            "/v1/me/",
            "/v1/me?x=1",
            "/v1/me;x=1",
            "/v1/%6d%65",
            "//v1/me",
            "/v1//me",
            "/v1/./me",
            "/v1/members/../me",
            "/v1/ME");

    private Wire wire;
    private Stage stage;

    @BeforeEach
    void stage() {
        wire = new Wire(ApiCall.port());
        stage = new Stage(wire);
    }

    private JwtClaimsBuilder claims() {
        return Tokens.claims("CANARY")
                .claim("organization", Map.of(stage.tenant().slug(), Map.of()))
                .claim("caller_kind", "app")
                .claim("scope", "members:read");
    }

    private static String unsigned(String header, String token) {
        String[] parts = token.split("\\.");
        return Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + parts[1] + ".";
    }

    private Map<String, String> headers() throws Exception {
        String good = Tokens.sign(claims());
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("garbage", "Bearer CANARY");
        bad.put("three parts of garbage", "Bearer CANARY.CANARY.CANARY");
        bad.put("empty", "Bearer ");
        bad.put("another scheme", "Basic Q0FOQVJZOkNBTkFSWQ==");
        bad.put("no scheme", good);
        bad.put("expired", "Bearer " + Tokens.sign(claims().expiresAt(1_600_000_000)));
        bad.put("for another API", "Bearer " + Tokens.sign(claims().audience("CANARY")));
        bad.put("of another issuer", "Bearer " + Tokens.sign(claims().issuer("http://CANARY.example")));
        bad.put(
                "of another key",
                "Bearer " + claims().sign(generator.generateKeyPair().getPrivate()));
        bad.put("alg none", "Bearer " + unsigned("{\"alg\":\"none\"}", good));
        bad.put("alg none, signed", "Bearer " + unsigned("{\"alg\":\"none\"}", good) + good.split("\\.")[2]);
        bad.put("alg HS256", "Bearer " + claims().signWithSecret("CANARY".repeat(8)));
        bad.put("cut", "Bearer " + good.substring(0, good.length() - 9));
        bad.put("changed", "Bearer " + unsigned("{\"alg\":\"RS256\"}", Tokens.platformAdmin()) + good.split("\\.")[2]);
        bad.put("twice", "Bearer " + good + " " + good);
        return bad;
    }

    @TestFactory
    Stream<DynamicTest> aTokenThatDoesNotHoldIs401AndSaysBearer() throws Exception {
        return headers().entrySet().stream()
                .map(header -> dynamicTest(
                        header.getKey(),
                        () -> unauthenticated(Call.of("GET", "/v1/members").with("Authorization", header.getValue()))));
    }

    private void unauthenticated(Call call) {
        Answer answer = wire.send(call);
        UNAUTHENTICATED.check(answer);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @TestFactory
    Stream<DynamicTest> everyOperationNeedsATokenAndItsPermission() {
        String useless = stage.tenant().app();
        return Document.of(wire).operations().stream()
                .map(operation -> dynamicTest(operation.method() + " " + operation.path(), () -> {
                    Call call = anyBody(operation);
                    unauthenticated(call);
                    if (Stage.ofMembers(operation.path())) {
                        unauthenticated(call.as(useless));
                    } else if (!operation.path().equals(OPEN_TO_EVERY_TOKEN)) {
                        Answer refused = wire.send(call.as(useless));
                        Expected.of(403, "forbidden", null).check(refused);
                        assertThat(refused.body()).containsPattern("needs the permission [a-z]+:[a-z]+");
                    }
                }));
    }

    private Call anyBody(Document.Documented operation) {
        return operation.with("{\"a\":\"CANARY\"}", Call.of(operation.method(), stage.documented(operation.path())));
    }

    @TestFactory
    Stream<DynamicTest> aMembersSessionOpensNothingElse() {
        String session = stage.token("self");
        Stream<Call> operations = Document.of(wire).operations().stream()
                .filter(operation -> !Stage.ofMembers(operation.path()))
                .map(this::anyBody);
        return operations.map(
                call -> dynamicTest(call.method() + " " + call.target(), () -> unauthenticated(call.as(session))));
    }

    @TestFactory
    Stream<DynamicTest> aMembersSessionOpensNothingThatLooksLikeItsOwn() {
        return LOOK_LIKE_ME.stream()
                .map(path -> dynamicTest(
                        path,
                        () -> assertThat(wire.send(Call.of("GET", path).as(stage.token("self")))
                                        .status())
                                .isIn(401, 404)));
    }

    /** And the other way round: whatever the address looks like, nobody else is let in there. */
    @TestFactory
    Stream<DynamicTest> nothingElseOpensWhatIsOnesOwn() {
        return OWN.stream()
                .flatMap(path -> Stream.of("owner", "app", "platform")
                        .map(caller -> dynamicTest(
                                caller + " at " + path,
                                () -> assertThat(wire.send(Call.of("GET", path).as(stage.token(caller)))
                                                .status())
                                        .isIn(401, 403, 404))));
    }

    @Test
    void aTokenInTheAddressIsNone() {
        unauthenticated(Call.of("GET", "/v1/members?access_token=" + stage.token("owner")));
    }

    @Test
    void tellsWhatIsMissingOfTheTenant() {
        TestTenant other = TestTenant.create("Asia/Shanghai", "CNY");
        Call call = Call.of("GET", "/v1/members");
        String both = Tokens.person(Map.of(stage.tenant().slug(), "owner", other.slug(), "owner"));
        Expected.of(403, "tenant_required", null).check(wire.send(call.as(Tokens.sign(Tokens.claims("CANARY")))));
        Answer which = wire.send(call.as(both));
        Expected.of(403, "tenant_required", null).check(which);
        assertThat(which.body()).contains("X-Tenant").doesNotContain(other.slug());
        Expected.of(403, "forbidden", null).check(wire.send(call.as(both).with("X-Tenant", "CANARY")));
        Expected.of(403, "forbidden", null)
                .check(wire.send(call.as(stage.token("owner")).with("X-Tenant", other.slug())));
        String unknown = "canary" + UUID.randomUUID();
        Expected.of(403, "tenant_inactive", null).check(wire.send(call.as(Tokens.staff(unknown, "owner"))));
        Expected.of(403, "forbidden", null)
                .check(wire.send(Call.of("GET", "/v1/tenants").as(stage.token("owner"))));
        Expected.status(403).check(wire.send(call.as(Tokens.platformAdmin())));
    }

    @Test
    void claimsOfAnotherShapeAreNoErrorOfOurs() {
        Call call = Call.of("GET", "/v1/members");
        for (Object odd : new Object[] {"CANARY", 5, java.util.List.of("CANARY"), Map.of("CANARY", 5), true}) {
            Expected.status(403)
                    .check(wire.send(call.as(Tokens.sign(Tokens.claims("odd").claim("organization", odd)))));
            Expected.status(403).check(wire.send(call.as(Tokens.sign(claims().claim("scope", odd)))));
            Expected.status(403).check(wire.send(call.as(Tokens.sign(claims().claim("caller_kind", odd)))));
            Expected.status(403)
                    .check(wire.send(call.as(Tokens.sign(Tokens.claims("odd").claim("platform_roles", odd)))));
        }
    }
}
