package dev.shuke.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.platform.access.Permission;
import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
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
    /** More would mean that attacks keep getting in each other's way. */
    private static final int MOST_OWNERS = 6;

    /** As it is from first to last: it makes no calls itself, and those of others may change nothing. */
    private static Victim victim;

    /** Made when the first asks. */
    private static final class Shared {
        private static final String APP =
                TestTenant.create("Asia/Shanghai", "CNY").app(Permission.SCOPES.toArray(String[]::new));
    }

    /** The victims' own calls, by attack; sent when the first asks. */
    private static final class Own {
        private static final Map<String, Attempt> ATTEMPTS = ownAttempts();
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
        assertThat(faults(attack, attack.token(Merchant.stranger(attack), "owner"), Shared.APP))
                .isEmpty();
        Attempt own = Own.ATTEMPTS.get(attack.toString());
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

    /**
     * A name that the stranger has taken by an attack before differs from an unknown one: those of another victim are new.
     * What an attack does to a victim it does to another too.
     */
    private static List<String> faults(Attack attack, String... tokens) {
        if (victim == null) {
            victim = Victim.of(Merchant.victim());
        }
        List<String> faults = Attempt.faults(attack, victim, List.of(tokens));
        if (faults.isEmpty()) {
            return faults;
        }
        victim = null;
        return Attempt.faults(attack, Victim.of(Merchant.plant()), List.of(tokens));
    }

    /** Each attack by the one whom it is on: all on one merchant, and those to which others were in the way on another. */
    private static Map<String, Attempt> ownAttempts() {
        Map<String, Attempt> attempts = new HashMap<>();
        List<Attack> left = Attacks.all().stream()
                .sorted(Comparator.comparing(Attack::changes))
                .toList();
        for (int owners = 0; owners < MOST_OWNERS && !left.isEmpty(); owners++) {
            Merchant owner = Merchant.plant();
            left.forEach(attack -> attempts.put(attack.toString(), Attempt.own(attack, owner)));
            left = left.stream()
                    .filter(attack -> !found(attack, attempts.get(attack.toString())))
                    .toList();
        }
        return attempts;
    }

    private static boolean found(Attack attack, Attempt own) {
        return own.answer().success()
                && (Attacks.OF_NO_NAME.contains(attack.operation())
                        || PlanningAttacks.OF_NO_NAME.contains(attack.operation())
                        || !own.faults().isEmpty());
    }
}
