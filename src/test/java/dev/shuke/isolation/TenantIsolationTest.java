package dev.shuke.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.util.ArrayList;
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
            Answer own = Answer.of(attack.send(as(victim.owner()), victim.targets()), new Targets(Map.of()));
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

    @ParameterizedTest
    @MethodSource("attacks")
    void aStrangerLearnsAndChangesNothing(Attack attack) {
        Merchant victim = Merchant.plant(attack);
        Merchant stranger = Merchant.plant(attack);
        assertThat(faults(attack, victim, stranger.owner())).isEmpty();
        String app = TestTenant.create("Asia/Shanghai", "CNY")
                .app(
                        "members:read",
                        "members:write",
                        "members:lookup",
                        "events:read",
                        "events:write",
                        "segments:read",
                        "segments:write",
                        "segments:preview",
                        "stores:read",
                        "stores:write",
                        "products:read",
                        "products:write",
                        "tenant:read");
        assertThat(faults(attack, victim, app)).as("an app").isEmpty();
        assertServesItsOwner(attack, victim);
    }

    /** The second wall alone: every query names the tenant, so that even without row security nothing passes. */
    @ParameterizedTest
    @MethodSource("attacks")
    void theQueriesAloneKeepTenantsApart(Attack attack) throws SQLException {
        Merchant victim = Merchant.plant(attack);
        Merchant stranger = Merchant.plant(attack);
        try (RowSecurity ignored = RowSecurity.off()) {
            assertThat(faults(attack, victim, stranger.owner())).isEmpty();
            assertServesItsOwner(attack, victim);
        }
    }

    /** The measure itself: against somebody who does get at the other tenant, every attack must be found out. */
    @ParameterizedTest
    @MethodSource("attacks")
    void aLeakWouldBeNoticed(Attack attack) {
        Merchant victim = Merchant.plant(attack);
        assertThat(faults(attack, victim, victim.tenant().staff("admin"))).isNotEmpty();
    }

    private static void assertServesItsOwner(Attack attack, Merchant owner) {
        Answer own = Answer.of(attack.send(as(owner.owner()), owner.targets()), owner.targets());
        assertThat(own.success()).as("the owner's own call: " + own).isTrue();
    }

    /** What is wrong with the answers to the stranger's calls; nothing, or tenants meet. */
    private static List<String> faults(Attack attack, Merchant victim, String token) {
        TenantRows before = TenantRows.of(victim.tenant().id());
        Targets unknown = victim.targets().unknown();
        Answer foreign = Answer.of(attack.send(as(token), victim.targets()), victim.targets());
        Answer nothing = Answer.of(attack.send(as(token), unknown), unknown);
        List<String> faults = new ArrayList<>();
        if (!foreign.withoutIdsAndTimes().equals(nothing.withoutIdsAndTimes())) {
            faults.add("answered unlike an unknown id: " + foreign + "\ninstead of " + nothing);
        }
        Set<String> secrets = new HashSet<>(before.ids());
        secrets.addAll(victim.canaries());
        secrets.add(victim.tenant().slug());
        foreign.told(secrets).forEach(secret -> faults.add("told " + secret));
        if (!TenantRows.of(victim.tenant().id()).equals(before)) {
            faults.add("changed the other tenant's rows");
        }
        return faults;
    }
}
