package dev.shuke.isolation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.TestTenant;
import dev.shuke.testing.Tokens;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Ways to come without the right token, and the answer that is due. */
enum ForeignToken {
    NONE(401, "unauthenticated", (victim, stranger) -> ForeignTokenTest.nobody()),
    GARBAGE(401, "unauthenticated", (victim, stranger) -> bearing("not a token")),
    GARBAGE_IN_PARTS(401, "unauthenticated", (victim, stranger) -> bearing("a.b.c")),
    UNSIGNED(401, "unauthenticated", (victim, stranger) -> bearing(unsigned(victim.slug()))),
    OF_ANOTHER_KEY(401, "unauthenticated", (victim, stranger) -> bearing(forged(owner(victim)))),
    EXPIRED(
            401,
            "unauthenticated",
            (victim, stranger) -> signed(owner(victim).expiresAt(Instant.now().minusSeconds(600)))),
    FOR_ANOTHER_AUDIENCE(
            401, "unauthenticated", (victim, stranger) -> signed(owner(victim).audience("other"))),
    OF_ANOTHER_ISSUER(
            401, "unauthenticated", (victim, stranger) -> signed(owner(victim).issuer("http://other.test"))),
    OF_A_TENANT_THAT_IS_NOT(
            403, "tenant_inactive", (victim, stranger) -> bearing(Tokens.staff("no-such-tenant", "owner"))),
    OF_THE_SLUG_IN_CAPITALS(
            403,
            "tenant_inactive",
            (victim, stranger) -> bearing(Tokens.staff(victim.slug().toUpperCase(Locale.ROOT), "owner"))),
    NAMING_THE_VICTIM_IN_A_HEADER(
            403,
            "forbidden",
            (victim, stranger) -> bearing(stranger.staff("owner")).header("X-Tenant", victim.slug())),
    OF_TWO_TENANTS_NAMING_A_THIRD(
            403,
            "forbidden",
            (victim, stranger) -> bearing(Tokens.person(Map.of(stranger.slug(), "owner", "another", "owner")))
                    .header("X-Tenant", victim.slug())),
    OF_TWO_TENANTS_NAMING_NONE(
            403,
            "tenant_required",
            (victim, stranger) -> bearing(Tokens.person(Map.of(stranger.slug(), "owner", victim.slug(), "owner")))),
    OF_AN_ADMINISTRATOR_NAMING_THE_VICTIM(
            403,
            "tenant_required",
            (victim, stranger) -> bearing(administrator()).header("X-Tenant", victim.slug())),
    OF_NO_TENANT(
            403,
            "tenant_required",
            (victim, stranger) -> signed(Tokens.claims("somebody")
                    .claim("tenant", victim.slug())
                    .claim("tenant_id", victim.id().toString())
                    .claim("realm_access", Map.of("roles", List.of("owner", "platform-admin"))))),
    WITHOUT_A_ROLE(
            403,
            "forbidden",
            (victim, stranger) -> signed(Tokens.claims("somebody")
                    .claim("scope", "members:read members:write members:lookup segments:read tenants:manage")
                    .claim("realm_access", Map.of("roles", List.of("owner")))
                    .claim(
                            "organization",
                            Map.of(victim.slug(), Map.of("id", victim.id().toString()))))),
    OF_AN_APP_WITHOUT_SCOPES(403, "forbidden", (victim, stranger) -> bearing(victim.app("openid")));

    /** Made once: it takes a tenth of a second. */
    private static final class AnotherKey {
        private static final PrivateKey OF_AN_ATTACKER = newKey();
    }

    private final int status;
    private final String code;
    private final BiFunction<TestTenant, TestTenant, ApiCall> caller;

    ForeignToken(int status, String code, BiFunction<TestTenant, TestTenant, ApiCall> caller) {
        this.status = status;
        this.code = code;
        this.caller = caller;
    }

    /** Where only members' sessions count, every other token is as good as none. */
    int status(Operation operation) {
        return operation.ofMembers() ? NONE.status : status;
    }

    /** Whose token is genuine and of the victim may ask what it is good for; see {@code WhoamiResourceTest}. */
    boolean isRefusedBy(Operation operation) {
        return !operation.id().equals("whoAmI")
                || !Set.of(OF_TWO_TENANTS_NAMING_NONE, WITHOUT_A_ROLE, OF_AN_APP_WITHOUT_SCOPES)
                        .contains(this);
    }

    String code(Operation operation) {
        return operation.ofMembers() ? NONE.code : code;
    }

    ApiCall caller(TestTenant victim, TestTenant stranger) {
        return caller.apply(victim, stranger);
    }

    static String administrator() {
        return Tokens.platformAdmin();
    }

    private static ApiCall bearing(String token) {
        return ForeignTokenTest.bearing(token);
    }

    private static ApiCall signed(JwtClaimsBuilder claims) {
        return bearing(Tokens.sign(claims));
    }

    private static JwtClaimsBuilder owner(TestTenant tenant) {
        return Tokens.claims("staff").claim("organization", organization(tenant.slug()));
    }

    private static Map<String, Object> organization(String slug) {
        return Map.of(slug, Map.of("resource_access", Map.of("shuke-api", Map.of("roles", List.of("owner")))));
    }

    private static String forged(JwtClaimsBuilder claims) {
        return claims.sign(AnotherKey.OF_AN_ATTACKER);
    }

    private static PrivateKey newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair().getPrivate();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unsigned(String slug) {
        String claims = """
                {"iss":"http://issuer.test/realms/shuke","aud":"shuke-api","sub":"staff","exp":4102444800,
                 "organization":{"%s":{"resource_access":{"shuke-api":{"roles":["owner"]}}}}}""".formatted(slug);
        return part("{\"alg\":\"none\"}") + "." + part(claims) + ".";
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }
}
