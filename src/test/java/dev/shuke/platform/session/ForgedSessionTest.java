package dev.shuke.platform.session;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import dev.shuke.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tokens that somebody made up, or that another issuer made, or that ours made for something else. */
@QuarkusTest
class ForgedSessionTest extends ApiTest {
    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final TestTenant other = TestTenant.create("Asia/Shanghai", "CNY");

    @Inject
    SessionKeys keys;

    private String genuine;
    private JwtClaims claims;
    private PublicJsonWebKey key;

    @BeforeEach
    void begin() throws Exception {
        genuine = session(tenant, "card", "FORGED-1");
        claims = new JwtConsumerBuilder()
                .setSkipSignatureVerification()
                .setSkipAllValidators()
                .build()
                .processToClaims(genuine);
        key = keys.signing().await().indefinitely();
    }

    /** A token like ours but for what is changed, signed by our own key. */
    private String ours(Consumer<JwtClaims> change) throws Exception {
        return signed(change, token -> {}, key.getPrivateKey(), "RS256");
    }

    private String signed(Consumer<JwtClaims> change, Consumer<JsonWebSignature> header, Key by, String algorithm)
            throws Exception {
        JwtClaims changed = JwtClaims.parse(claims.toJson());
        change.accept(changed);
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        token.setHeader("typ", "member-session+jwt");
        token.setKeyIdHeaderValue(key.getKeyId());
        token.setAlgorithmHeaderValue(algorithm);
        header.accept(token);
        token.setPayload(changed.toJson());
        token.setKey(by);
        return token.getCompactSerialization();
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Key secret(byte[] of) {
        return new HmacKey(of);
    }

    private Map<String, String> forged() throws Exception {
        RsaJsonWebKey another = RsaJwkGenerator.generateJwk(2048);
        String[] parts = genuine.split("\\.");
        String stranger = UUID.randomUUID().toString();
        byte[] publicKey = key.getPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
                + "\n-----END PUBLIC KEY-----\n";
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("alg none", signed(c -> {}, t -> {}, null, "none"));
        bad.put("alg none with the signature", encoded("{\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2]);
        bad.put("HS256 by the public key", signed(c -> {}, t -> {}, secret(publicKey), "HS256"));
        bad.put("HS256 by the public key as PEM", signed(c -> {}, t -> {}, secret(pem.getBytes()), "HS256"));
        bad.put("RS512 by our key", signed(c -> {}, t -> {}, key.getPrivateKey(), "RS512"));
        bad.put("PS256 by our key", signed(c -> {}, t -> {}, key.getPrivateKey(), "PS256"));
        bad.put("another key under our kid", signed(c -> {}, t -> {}, another.getPrivateKey(), "RS256"));
        bad.put(
                "another key in the header",
                signed(c -> {}, t -> t.setJwkHeader(another), another.getPrivateKey(), "RS256"));
        bad.put(
                "an unknown kid",
                signed(c -> {}, t -> t.setKeyIdHeaderValue(stranger), another.getPrivateKey(), "RS256"));
        bad.put(
                "another member in it",
                parts[0] + "." + changed(parts[1], claims.getSubject(), stranger) + "." + parts[2]);
        bad.put(
                "another tenant in it",
                parts[0] + "." + changed(parts[1], tenant.slug(), other.slug()) + "." + parts[2]);
        bad.put("no signature", parts[0] + "." + parts[1] + ".");
        bad.put("another type", signed(c -> {}, t -> t.setHeader("typ", "JWT"), key.getPrivateKey(), "RS256"));
        bad.put("expired", ours(c -> c.setExpirationTime(NumericDate.fromMilliseconds(1_600_000_000_000L))));
        bad.put("without an end", ours(c -> c.unsetClaim("exp")));
        bad.put("without a time", ours(c -> c.unsetClaim("iat")));
        bad.put("without an id", ours(c -> c.unsetClaim("jti")));
        bad.put("without a subject", ours(c -> c.unsetClaim("sub")));
        bad.put("of another issuer", ours(c -> c.setIssuer("http://issuer.test/realms/shuke")));
        bad.put("for another audience", ours(c -> c.setAudience("shuke-api")));
        bad.put("of the owner, by Keycloak", tenant.staff("owner"));
        bad.put("of an app, by Keycloak", tenant.app("sessions:create", "members:read", "me:read", "me:write"));
        bad.put("of an administrator of the platform", Tokens.platformAdmin());
        bad.put(
                "like ours, by Keycloak",
                Tokens.sign(Tokens.claims(claims.getSubject())
                        .issuer("urn:shuke:member-sessions")
                        .audience("urn:shuke:me")
                        .claim("tenant", tenant.slug())
                        .claim("device", false)
                        .claim("azp", "app")));
        return bad;
    }

    private static String changed(String payload, String from, String to) {
        String text = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
        return encoded(text.replace(from, to));
    }

    @TestFactory
    Stream<DynamicTest> opensNothing() throws Exception {
        as(genuine).get("/v1/me").then().statusCode(200);
        return forged().entrySet().stream()
                .flatMap(token -> Stream.of("/v1/me", "/v1/me/events")
                        .map(path ->
                                dynamicTest(token.getKey() + " at " + path, () -> refused(token.getValue(), path))));
    }

    private static void refused(String token, String path) {
        as(token)
                .body("[]")
                .request(path.endsWith("events") ? "POST" : "GET", path)
                .then()
                .statusCode(401)
                .body("code", is("unauthenticated"));
    }

    /** The signature is ours, and even so nobody gets at another tenant's members. */
    @Test
    void aMemberIsNobodyInAnotherTenant() throws Exception {
        String abroad = ours(c -> c.setStringClaim("tenant", other.slug()));
        as(abroad).get("/v1/me").then().statusCode(401).body("code", is("token_revoked"));
        as(abroad)
                .body("[{\"type\":\"product.viewed\",\"sourceId\":\"1\",\"occurredAt\":\"2026-01-01T00:00:00Z\"}]")
                .post("/v1/me/events")
                .then()
                .statusCode(401);
        String nowhere = ours(c -> c.setStringClaim("tenant", "no-such-tenant"));
        as(nowhere).get("/v1/me").then().statusCode(403).body("code", is("tenant_inactive"));
    }
}
