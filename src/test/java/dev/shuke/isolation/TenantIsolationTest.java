package dev.shuke.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.platform.access.Permission;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A stranger's call that names another tenant's things is answered as if they did not exist, tells nothing of that
 * tenant and changes nothing of it. Each attack is also sent by the owner, whom it must serve, or it would prove nothing.
 */
@QuarkusTest
class TenantIsolationTest extends ApiTest {
    static RequestSpecification caller(String token) {
        return as(token);
    }

    static String member(TestTenant tenant, String card) {
        return session(tenant, "card", card);
    }

    static List<Attack> attacks() {
        return Attacks.all();
    }

    @Test
    void everyOperationIsAttacked() {
        Set<String> offered = Operation.all().stream().map(Operation::id).collect(Collectors.toSet());
        assertThat(offered)
                .as("add an attack to dev.shuke.isolation.Attacks for each new operation, and plant what it needs in"
                        + " dev.shuke.isolation.Merchant; remove those of operations that are gone")
                .isEqualTo(Attacks.operations());
    }

    @Test
    void theOwnerSeesTheCanaries() {
        Merchant victim = Merchant.plant();
        Set<String> told = new HashSet<>();
        for (Attack attack : Attacks.all()) {
            Answer own =
                    Answer.of(attack.send(as(attack.token(victim, "owner")), victim.targets()), new Targets(Map.of()));
            told.addAll(own.told(victim.canaries()));
        }
        assertThat(told).containsAll(victim.canaries());
        assertThat(TenantRows.of(victim.tenant().id()).empty())
                .as("tables without a row of the planted tenant: extend dev.shuke.isolation.Merchant")
                .isEmpty();
    }

    /** One phone, one segment key and one event's key in two tenants are two of each. */
    @Test
    void theSameNameStandsForEachTenantsOwn() {
        Merchant one = Merchant.plant();
        Merchant other = Merchant.plant();
        assertThat(List.of(byPhone(one), byPhone(other))).doesNotHaveDuplicates();
        for (Merchant merchant : List.of(one, other)) {
            Set<String> own = TenantRows.of(merchant.tenant().id()).ids();
            assertThat(own).contains(byPhone(merchant));
            assertThat(as(merchant.owner())
                            .get("/v1/members/" + byPhone(merchant) + "/timeline")
                            .<List<String>>path("items.store"))
                    .containsExactly(merchant.canary() + "Store");
            assertThat(as(merchant.owner()).get("/v1/segments").<List<String>>path("items.key"))
                    .containsExactlyInAnyOrder("regulars", "frozen");
        }
    }

    private static String byPhone(Merchant merchant) {
        return as(merchant.owner())
                .body("{\"kind\":\"phone\",\"value\":\"+8613812345678\"}")
                .post("/v1/members/lookup")
                .path("id");
    }

    /**
     * With both walls, and with the second alone: every query names the tenant, so that even without row security
     * nothing passes. In the end the victim's own admin sends the attack, whom it must serve, and whom the measure itself
     * must find out.
     */
    @ParameterizedTest
    @MethodSource("attacks")
    void aStrangerLearnsAndChangesNothing(Attack attack) throws SQLException {
        Merchant victim = Merchant.victim(attack);
        assertThat(Attempt.of(attack, victim, attack.token(Merchant.stranger(attack), "owner"))
                        .faults())
                .isEmpty();
        String[] scopes = Permission.SCOPES.toArray(String[]::new);
        String app = TestTenant.create("Asia/Shanghai", "CNY").app(scopes);
        assertThat(Attempt.of(attack, victim, app).faults()).as("an app").isEmpty();
        Merchant another = Merchant.otherStranger(attack);
        try (RowSecurity ignored = RowSecurity.off()) {
            assertThat(Attempt.of(attack, victim, attack.token(another, "owner"))
                            .faults())
                    .as("without row security")
                    .isEmpty();
        }
        Attempt own = Attempt.of(attack, victim, attack.token(victim, "admin"));
        assertThat(own.answer().success()).as("the tenant's own call: " + own).isTrue();
        if (!Attacks.OF_NO_NAME.contains(attack.operation())) {
            assertThat(own.faults()).isNotEmpty();
        }
    }
}
