package dev.shuke.experiment;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whether as many came to each variant as were sent there. */
@QuarkusTest
class SampleRatioResultsTest extends ApiTest {
    private static final Instant STARTED = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final String VARIANTS =
            "\"key\":\"planted\",\"name\":\"Planted\",\"purpose\":\"service\",\"variants\":[{\"key\":\"a\"},{\"key\":\"b\"}]";
    private static final String CONVERSION =
            "{\"key\":\"conversion\",\"type\":\"proportion\",\"event\":\"order.paid\",\"windowDays\":7,\"role\":\"primary\"}";

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");
    private final PlantedExperiment planted =
            new PlantedExperiment(tenant, "member", STARTED, "{" + VARIANTS + ",\"metrics\":[" + CONVERSION + "]}");

    /** A hundred against three hundred of two that were to be alike. */
    @Test
    void whereTooManyCameToOneVariantNothingMayBeRead() {
        for (int i = 0; i < 400; i++) {
            planted.exposed("C-" + i, i < 100 ? "a" : "b", STARTED.plus(DAY));
        }
        IntStream.range(0, 20).forEach(i -> planted.paid("C-" + i, STARTED.plus(DAY), 100));
        IntStream.range(100, 250).forEach(i -> planted.paid("C-" + i, STARTED.plus(DAY), 100));
        planted.plant();
        as(owner)
                .get(planted.results())
                .then()
                .statusCode(200)
                .body("sampleRatio.mismatch", is(true))
                .body("sampleRatio.statistic", is(100.0))
                .body("verdicts[0].kind", is("sample_ratio_mismatch"))
                .body("verdicts[0].sentence.zh", not(nullValue()));
    }

    /** Two hundred by halves, then two hundred by nine to one: as planned at each time, though not as planned today. */
    @Test
    void whoIsExpectedWhereIsAskedOfTheWeightsOfTheTime() {
        Instant changed = STARTED.plus(DAY.multipliedBy(10));
        for (int i = 0; i < 400; i++) {
            boolean first = i < 200;
            String variant = first ? i % 2 == 0 ? "a" : "b" : i % 10 == 0 ? "b" : "a";
            planted.exposed("C-" + i, variant, first ? STARTED.plus(DAY) : changed.plusMillis(i - 200));
        }
        planted.plant();
        planted.version(1, STARTED.minus(DAY), "{" + VARIANTS + ",\"metrics\":[" + CONVERSION + "]}");
        planted.version(2, changed, "{" + VARIANTS.replace("\"key\":\"a\"", "\"key\":\"a\",\"weight\":9") + "}");
        as(owner)
                .get(planted.results())
                .then()
                .statusCode(200)
                .body("variants.units", is(List.of(280, 120)))
                .body("sampleRatio.mismatch", is(false))
                .body("sampleRatio.statistic", lessThan(1e-9));
        as(owner)
                .get(planted.results() + "?asOf=" + changed.minusSeconds(1))
                .then()
                .body("variants.units", is(List.of(100, 100)))
                .body("sampleRatio.statistic", lessThan(1e-9));
        planted.version(3, changed.plus(DAY), "{" + VARIANTS + "}");
        as(owner).get(planted.results()).then().body("sampleRatio.statistic", lessThan(1e-9));
    }
}
