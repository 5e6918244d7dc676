package dev.shuke.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.testing.ApiTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The condition for a few members, that for many, and that of a purpose that was looked up before are the same one. */
@QuarkusTest
class PurposeOfFewTest extends ApiTest {
    /** What the masks, the ends and the restriction may be. */
    private static final String ANYBODY = """
            select count(*) from (
              select (random() * 4095)::bigint as consent_mask, random() < 0.2 as restricted,
                case when random() < 0.7 then (
                  select array_agg(case when random() < 0.5 then now() + (random() - 0.5) * interval '1 day' end)
                  from generate_series(1, 12) bit where n > 0) end as consent_ends
              from generate_series(1, 1000) n) m
            where\s""";

    private final ConsentCalls calls = ConsentCalls.ofNewTenant();

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
            assertThat(count("(" + many + ") is distinct from (" + few + ")"))
                    .as(key)
                    .isZero();
            lookedUp(purpose)
                    .forEach(
                            known -> assertThat(count("(" + many + ") is distinct from (" + known.condition("m") + ")"))
                                    .as(key)
                                    .isZero());
            assertThat(count(few)).as(key).isBetween(key.equals("gone") ? 0L : 1, key.equals("gone") ? 0L : 999);
        }
        assertThat(count(new Purpose("unheard.of").conditionOfFew("m"))).isZero();
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
                .sql((ANYBODY + condition).replace("$1", "'" + calls.tenant().id() + "'"))
                .getFirst());
    }
}
