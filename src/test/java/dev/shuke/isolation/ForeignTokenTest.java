package dev.shuke.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever has no right token gets nothing from any operation, whatever he names. */
@QuarkusTest
class ForeignTokenTest extends ApiTest {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    static ApiCall bearing(String token) {
        return as(token);
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedEverywhere(ForeignToken token) {
        Merchant victim = Merchant.victim();
        TestTenant stranger = TestTenant.create("Asia/Shanghai", "CNY");
        TenantRows before = TenantRows.of(victim.tenant().id());
        Set<String> secrets = secrets(victim);
        List<String> faults = new ArrayList<>();
        for (Operation operation :
                Operation.all().stream().filter(token::isRefusedBy).toList()) {
            for (Response answer : calls(operation, () -> token.caller(victim.tenant(), stranger), victim)) {
                if (answer.statusCode() != token.status(operation)
                        || !token.code(operation).equals(answer.path("code"))) {
                    faults.add(operation + ": " + answer.statusCode() + " " + answer.asString());
                }
                told(answer, secrets).forEach(word -> faults.add(operation + " told " + word));
            }
        }
        assertThat(faults).isEmpty();
        assertThat(TenantRows.of(victim.tenant().id())).isEqualTo(before);
    }

    /** Tenants' callers, the owner included, get nothing from the operations of the platform's administrators. */
    @Test
    void tenantsDoNotManageTenants() {
        Merchant victim = Merchant.victim();
        TestTenant stranger = TestTenant.create("Asia/Shanghai", "CNY");
        List<String> tokens =
                List.of(victim.owner(), stranger.staff("owner"), stranger.app("tenants:manage", "members:read"));
        TenantRows before = TenantRows.of(victim.tenant().id());
        for (Operation operation :
                Operation.all().stream().filter(Operation::ofPlatform).toList()) {
            for (String token : tokens) {
                for (Response answer : calls(operation, () -> as(token), victim)) {
                    assertThat(answer.statusCode()).as(operation.id()).isEqualTo(403);
                    assertThat(answer.<String>path("code")).isEqualTo("forbidden");
                }
            }
        }
        assertThat(TenantRows.of(victim.tenant().id())).isEqualTo(before);
    }

    /** Administrators of the platform see the list of tenants, and of what is in a tenant nothing. */
    @Test
    void administratorsSeeTenantsAndNothingOfThem() {
        Merchant victim = Merchant.plant(); // whom they suspend and send off
        String slug = victim.tenant().slug();
        Set<String> secrets = secrets(victim);
        secrets.removeAll(Set.of(slug, id(victim)));
        for (Operation operation : Operation.all()) {
            for (Response answer : calls(operation, () -> as(ForeignToken.administrator()), victim)) {
                if (!operation.ofPlatform() && !operation.id().equals("whoAmI")) {
                    assertThat(answer.statusCode()).as(operation.id()).isEqualTo(operation.ofMembers() ? 401 : 403);
                }
                assertThat(told(answer, secrets)).isEmpty();
            }
        }
        Response read = as(ForeignToken.administrator()).get("/v1/tenants/" + id(victim));
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.<String>path("slug")).isEqualTo(slug);
        assertThat(as(ForeignToken.administrator()).get("/v1/tenants").statusCode())
                .isEqualTo(200);
    }

    private static String id(Merchant merchant) {
        return merchant.tenant().id().toString();
    }

    /** A call of an operation as the attacks make it; of one that they do not know, with ids in its path. */
    private static List<Response> calls(Operation operation, Supplier<ApiCall> caller, Merchant victim) {
        List<Response> answers = new ArrayList<>();
        Attacks.all().stream()
                .filter(attack -> attack.operation().equals(operation.id()))
                .forEach(attack -> answers.add(attack.send(caller.get(), victim.targets())));
        if (answers.isEmpty()) {
            Map<String, String> path = new HashMap<>();
            PARAMETER
                    .matcher(operation.path())
                    .results()
                    .forEach(parameter -> path.put(parameter.group(1), operation.ofPlatform() ? id(victim) : any()));
            ApiCall request = caller.get().contentType("application/json");
            if (!operation.method().equals("GET")) {
                request.body("{}");
            }
            answers.add(request.pathParams(path).request(operation.method(), operation.path()));
        }
        return answers;
    }

    private static String any() {
        return UUID.randomUUID().toString();
    }

    private static Set<String> secrets(Merchant victim) {
        Set<String> words = new HashSet<>(TenantRows.of(victim.tenant().id()).ids());
        words.addAll(victim.canaries());
        words.add(victim.tenant().slug());
        return words;
    }

    private static List<String> told(Response answer, Set<String> secrets) {
        return Answer.of(answer, new Targets(Map.of())).told(secrets);
    }

    /** Without any token. */
    static ApiCall nobody() {
        return ApiCall.given().contentType("application/json");
    }
}
