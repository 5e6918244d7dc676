package dev.shuke.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.platform.access.Permission;
import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private static Merchant changed;

    /** Made when the first asks. */
    private static final class Shared {
        private static final String APP =
                TestTenant.create("Asia/Shanghai", "CNY").app(Permission.SCOPES.toArray(String[]::new));
    }

    static ApiCall caller(String token) {
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
        Set<String> empty = new HashSet<>(TenantRows.of(victim.tenant().id()).empty());
        Set<String> told = new HashSet<>();
        for (Attack attack : Attacks.all()) {
            Answer own =
                    Answer.of(attack.send(as(attack.token(victim, "owner")), victim.targets()), new Targets(Map.of()));
            told.addAll(own.told(victim.canaries()));
        }
        assertThat(told).containsAll(victim.canaries());
        empty.retainAll(TenantRows.of(victim.tenant().id()).empty()); // some calls fill a table, and some clear one
        assertThat(empty)
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
                    .filteredOn(Objects::nonNull)
                    .containsExactly(merchant.canary() + "Store");
            assertThat(as(merchant.owner()).get("/v1/segments").<List<String>>path("items.key"))
                    .containsExactlyInAnyOrder("regulars", "frozen", "locals");
        }
    }

    private static String byPhone(Merchant merchant) {
        return as(merchant.owner())
                .body("{\"kind\":\"phone\",\"value\":\"+8613812345678\"}")
                .post("/v1/members/lookup")
                .path("id");
    }

    /** In the end the victim's own admin sends the attack, whom it must serve, and whom the measure itself must find out. */
    @ParameterizedTest
    @MethodSource("attacks")
    void aStrangerLearnsAndChangesNothing(Attack attack) {
        assertThat(faults(attack, attack.token(Merchant.stranger(attack), "owner")))
                .isEmpty();
        assertThat(faults(attack, Shared.APP)).as("an app").isEmpty();
        Attempt own = own(attack);
        assertThat(own.answer().success()).as("the tenant's own call: " + own).isTrue();
        assertThat(found(attack, own)).isTrue();
    }

    /** Every query names the tenant, so that even without the wall in the database nothing passes. */
    @Test
    void norWithoutRowSecurity() throws SQLException {
        try (RowSecurity ignored = RowSecurity.off()) {
            for (Attack attack : Attacks.all()) {
                assertThat(faults(attack, attack.token(Merchant.otherStranger(attack), "owner")))
                        .as(attack.toString())
                        .isEmpty();
            }
        }
    }

    /** A name that the stranger has taken by an attack before differs from an unknown one: those of another victim are new. */
    private static List<String> faults(Attack attack, String token) {
        List<String> faults = Attempt.of(attack, Merchant.victim(), token).faults();
        return faults.isEmpty() || !attack.changes()
                ? faults
                : Attempt.of(attack, Merchant.plant(), token).faults();
    }

    /** What changes something is sent to one whom all of it changes, and who is planted anew when that is in the way. */
    private static Attempt own(Attack attack) {
        if (!attack.changes()) {
            return Attempt.of(attack, Merchant.victim(), attack.token(Merchant.victim(), "admin"));
        }
        if (changed != null) {
            Attempt own = Attempt.of(attack, changed, attack.token(changed, "admin"));
            if (own.answer().success() && found(attack, own)) {
                return own;
            }
        }
        changed = Merchant.plant();
        return Attempt.of(attack, changed, attack.token(changed, "admin"));
    }

    private static boolean found(Attack attack, Attempt own) {
        return Attacks.OF_NO_NAME.contains(attack.operation())
                || PlanningAttacks.OF_NO_NAME.contains(attack.operation())
                || !own.faults().isEmpty();
    }
}
