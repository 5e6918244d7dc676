package dev.shuke.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.testing.ApiTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The condition for a few members, that for many, and that of a purpose that was looked up before are the same one; so are
 * those of members to choose from, and leave out who objects besides.
 */
@QuarkusTest
class PurposeOfFewTest extends ApiTest {
    /** What the masks, the ends, the restriction and the objection may be. */
    private static final String ANYBODY = """
            with m as materialized (
              select *, %s as choosing_mask from (
                select (random() * 4095)::bigint as consent_mask, random() < 0.2 as restricted, random() < 0.2 as objects,
                  case when random() < 0.7 then (
                    select array_agg(case when random() < 0.5 then now() + (random() - 0.5) * interval '1 day' end)
                    from generate_series(1, 12) bit where n > 0) end as consent_ends
                from generate_series(1, 1000) n) x)
            select count(*) from m where\s""";

    /** As the table has it. */
    private static final String CHOOSING = """
            select generation_expression from information_schema.columns
            where table_name = 'member_metric' and column_name = 'choosing_mask'
            """;

    private final ConsentCalls calls = ConsentCalls.ofNewTenant();
    private final String anybody =
            ANYBODY.formatted(calls.tenant().sql(CHOOSING).getFirst());

    @Test
    void allAdmitTheSame() {
        put("news", "\"basis\":\"interest\"");
        put("gone", "\"basis\":\"consent\",\"retired\":true");
        put("duty", "\"basis\":\"law\"");
        List<String> keys =
                calls.owner().get("/v1/purposes").then().statusCode(200).path("items.key");
        assertThat(keys).contains("service", "analytics", "news", "gone", "duty");
        for (String key : keys) {
            Purpose purpose = new Purpose(key);
            String many = purpose.condition("m");
            String few = purpose.conditionOfFew("m");
            String choosing = "(" + many + ") and not m.objects";
            requireSame(many, few, key);
            requireSame(choosing, purpose.choosing("m"), key);
            for (Purpose known : lookedUp(purpose)) {
                requireSame(many, known.condition("m"), key);
                requireSame(choosing, known.choosing("m"), key);
            }
            assertThat(count(few)).as(key).isBetween(key.equals("gone") ? 0L : 1, key.equals("gone") ? 0L : 999);
        }
        assertThat(count(new Purpose("unheard.of").conditionOfFew("m"))).isZero();
    }

    private void requireSame(String one, String other, String key) {
        assertThat(count("(" + one + ") is distinct from (" + other + ")"))
                .as(key)
                .isZero();
    }

    /** Nothing of one that is retired. */
    private List<Purpose> lookedUp(Purpose purpose) {
        return calls
                .tenant()
                .sql("select basis || ' ' || coalesce(bit, 0) from purpose where %T and key = '" + purpose.key()
                        + "' and not retired")
                .stream()
                .map(found -> found.split(" ", 2))
                .map(found -> switch (found[0]) {
                    case "consent" -> purpose.byConsent(Integer.parseInt(found[1]));
                    case "interest" -> purpose.byInterest(Integer.parseInt(found[1]));
                    default -> purpose.unasked();
                })
                .toList();
    }

    private void put(String key, String more) {
        calls.owner()
                .body("{\"name\":{\"en\":\"" + key + "\"}," + more + "}")
                .put("/v1/purposes/" + key)
                .then()
                .statusCode(201);
    }

    private long count(String condition) {
        return Long.parseLong(calls.tenant()
                .sql((anybody + condition).replace("$1", "'" + calls.tenant().id() + "'"))
                .getFirst());
    }
}
