package dev.shuke.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One member, as each kind of caller sees it. */
@QuarkusTest
class MemberSightTest extends ApiTest {
    private TestTenant tenant;
    private String member;

    @BeforeEach
    void aMemberWithEverything() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        member = as(tenant.staff("owner")).body("""
                        {"identities":[{"kind":"phone","value":"+8613812345678"}],
                         "profile":{"name":"张三丰","gender":"female","birthday":"1990-05-01",
                          "email":"sf@example.com","city":"Shanghai"},
                         "attributes":{"flavour":"taro"}}""").post("/v1/members").header("Location");
        as(tenant.app("events:write")).body("""
                        {"type":"order.paid","source":"till","sourceId":"1","occurredAt":"2010-12-01T08:26:00Z",
                         "member":{"kind":"phone","value":"+8613812345678"},"store":"S-01",
                         "amount":{"amount":31530,"currency":"CNY"}}""").post("/v1/events");
    }

    @Test
    void aGroupThatIsNotSeenIsAbsent() {
        Set<String> all = Set.of(
                "attributes.flavour",
                "createdAt",
                "id",
                "identities",
                "metrics.firstOrderAt",
                "metrics.frequency",
                "metrics.lastOrderAt",
                "metrics.monetary",
                "metrics.recencyDays",
                "profile.birthday",
                "profile.city",
                "profile.email",
                "profile.gender",
                "profile.name",
                "updatedAt");
        assertThat(fields(tenant.staff("owner"))).isEqualTo(all);
        assertThat(fields(tenant.staff("admin"))).isEqualTo(all);
        assertThat(fields(tenant.staff("marketing")))
                .isEqualTo(changed(
                        all,
                        List.of("metrics.monetaryBand"),
                        "metrics.monetary",
                        "identities",
                        "profile.email",
                        "profile.name",
                        "updatedAt"));
        assertThat(fields(tenant.staff("privacy")))
                .isEqualTo(changed(
                        all,
                        List.of(),
                        "metrics.firstOrderAt",
                        "metrics.frequency",
                        "metrics.lastOrderAt",
                        "metrics.monetary",
                        "metrics.recencyDays",
                        "updatedAt"));
        assertThat(fields(tenant.app("members:read"))).isEqualTo(changedForReader(all));
    }

    @Test
    void anAmountThatIsOnlySizedIsABand() {
        as(tenant.staff("marketing"))
                .get(member)
                .then()
                .body("metrics.monetaryBand.from.amount", org.hamcrest.Matchers.is(20_000))
                .body("metrics.monetaryBand.below.amount", org.hamcrest.Matchers.is(50_000));
    }

    private static Set<String> changedForReader(Set<String> all) {
        return changed(
                all,
                List.of(),
                "identities",
                "metrics.firstOrderAt",
                "metrics.frequency",
                "metrics.lastOrderAt",
                "metrics.monetary",
                "metrics.recencyDays",
                "profile.email",
                "profile.name",
                "updatedAt");
    }

    private static Set<String> changed(Set<String> all, List<String> more, String... absent) {
        Set<String> left = new TreeSet<>(all);
        left.addAll(more);
        left.removeAll(Set.of(absent));
        return left;
    }

    private Set<String> fields(String token) {
        Map<String, Object> seen =
                as(token).get(member).then().statusCode(200).extract().path("$");
        Set<String> names = new TreeSet<>();
        seen.forEach((name, value) -> {
            if (value instanceof Map<?, ?> nested) {
                nested.keySet().forEach(inner -> names.add(name + "." + inner));
            } else {
                names.add(name);
            }
        });
        return names;
    }
}
