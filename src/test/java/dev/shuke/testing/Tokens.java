package dev.shuke.testing;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Tokens as Keycloak makes them, signed by a key of this JVM: the app verifies them as in production, but for the
 * download of the key.
 */
public final class Tokens {
    private static final String ISSUER = "http://issuer.test/realms/shuke";

    /** Handed on as a system property, since the app under test and the test resource have class loaders of their own. */
    private static final String KEY_PROPERTY = "shuke.test.key";

    private static final KeyPair KEYS = keys();

    /** The last that was signed of somebody, by all that it says. */
    private static final Map<String, Signed> LAST = new ConcurrentHashMap<>();

    private record Signed(long second, String token) {}

    private Tokens() {}

    /** By which an application trusts these tokens. */
    public static Map<String, String> settings() {
        return Map.of(
                "quarkus.oidc.auth-server-url",
                "",
                "quarkus.oidc.public-key",
                publicKey(),
                "quarkus.oidc.token.issuer",
                ISSUER);
    }

    private static String publicKey() {
        return Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
    }

    /** One member of staff of one tenant. */
    public static String staff(String tenant, String role) {
        return person(Map.of(tenant, role));
    }

    /** One person with a role in each of several tenants. */
    public static String person(Map<String, String> roleByTenant) {
        Map<String, Object> organizations = new TreeMap<>();
        roleByTenant.forEach((tenant, role) -> organizations.put(tenant, organization(tenant, List.of(role))));
        return person("staff-" + roleByTenant, organizations);
    }

    /** One member of staff of one tenant, with several roles. */
    public static String staff(String tenant, List<String> roles) {
        return person("staff-" + tenant + roles, Map.of(tenant, organization(tenant, roles)));
    }

    private static Map<String, Object> organization(String tenant, List<String> roles) {
        return Map.of(
                "id",
                        UUID.nameUUIDFromBytes(tenant.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .toString(),
                "groups", roles.stream().map(role -> "/" + role).toList(),
                "resource_access", Map.of("shuke-api", Map.of("roles", roles)));
    }

    private static String person(String subject, Map<String, Object> organizations) {
        return inThisSecond(
                subject + organizations,
                () -> claims(subject)
                        .claim("azp", "admin-console")
                        .claim("scope", "openid organization")
                        .claim("organization", organizations));
    }

    /** A partner's app. */
    public static String app(String tenant, String... scopes) {
        String scope = "organization " + String.join(" ", scopes);
        return inThisSecond(
                "app-" + tenant + scope,
                () -> claims("app-" + tenant)
                        .claim("azp", tenant + ".partner")
                        .claim("caller_kind", "app")
                        .claim("scope", scope)
                        .claim(
                                "organization",
                                Map.of(tenant, Map.of("id", UUID.randomUUID().toString()))));
    }

    public static String platformAdmin() {
        return inThisSecond("platform", () -> claims("platform").claim("platform_roles", List.of("platform-admin")));
    }

    /** Claims to spoil before {@link #sign}. */
    public static JwtClaimsBuilder claims(String subject) {
        return Jwt.issuer(ISSUER).audience("shuke-api").subject(subject).expiresIn(600);
    }

    /** A token tells its second and no more, and to sign one takes longer than the call it is for. */
    private static String inThisSecond(String says, Supplier<JwtClaimsBuilder> claims) {
        long second = Instant.now().getEpochSecond();
        return LAST.compute(
                        says,
                        (same, last) ->
                                last != null && last.second == second ? last : new Signed(second, sign(claims.get())))
                .token;
    }

    /** From any thread: the library looks for its parts in the thread's class loader, which another test may have set. */
    public static String sign(JwtClaimsBuilder claims) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Tokens.class.getClassLoader());
        try {
            return claims.sign(KEYS.getPrivate());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static KeyPair keys() {
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            String known = System.getProperty(KEY_PROPERTY);
            if (known == null) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                known = Base64.getEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
                System.setProperty(KEY_PROPERTY, known);
            }
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) factory.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(known)));
            return new KeyPair(
                    factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
