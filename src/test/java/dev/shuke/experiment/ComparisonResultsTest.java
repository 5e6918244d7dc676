package dev.shuke.experiment;

import static dev.shuke.experiment.NaiveResults.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.is;

import dev.shuke.experiment.PlantedExperiment.Happened;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of a variant against control, where it is known beforehand. */
@QuarkusTest
class ComparisonResultsTest extends ApiTest {
    private static final Instant STARTED = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");

    /** Newcombe 1998, table II, of 56/70 against 48/80: the difference is 0.2 with (0.0524, 0.3339), method 10. */
    @Test
    void theIntervalIsThePublishedOne() {
        PlantedExperiment planted = new PlantedExperiment(tenant, "member", STARTED, """
                {"key":"planted","name":"P","purpose":"service","variants":[{"key":"a"},{"key":"b"}],"metrics":[
                 {"key":"conversion","type":"proportion","event":"order.paid","role":"primary"}]}""");
        IntStream.range(0, 80).forEach(i -> planted.exposed("A-" + i, "a", STARTED.plus(DAY)));
        IntStream.range(0, 70).forEach(i -> planted.exposed("B-" + i, "b", STARTED.plus(DAY)));
        IntStream.range(0, 48).forEach(i -> planted.paid("A-" + i, STARTED.plus(DAY), 100));
        IntStream.range(0, 56).forEach(i -> planted.paid("B-" + i, STARTED.plus(DAY), 100));
        planted.plant();
        JsonPath results =
                as(owner).get(planted.results()).then().statusCode(200).jsonPath();
        String compared = "comparison.";
        assertThat(results.<Number>get(at("conversion", "b", compared + "difference"))
                        .doubleValue())
                .isCloseTo(0.2, within(1e-9));
        assertThat(results.<Number>get(at("conversion", "b", compared + "interval.lower"))
                        .doubleValue())
                .isCloseTo(0.0524, within(5e-5));
        assertThat(results.<Number>get(at("conversion", "b", compared + "interval.upper"))
                        .doubleValue())
                .isCloseTo(0.3339, within(5e-5));
        assertThat(results.<String>get("verdicts[0].kind")).isEqualTo("better");
        assertThat(results.<String>get("verdicts[0].sentence.en")).startsWith("b is better: +33.3 %");
    }

    @Test
    void aReturnOnInvestmentIsBeyondControlAndNetOfWhatItCosts() {
        PlantedExperiment planted = new PlantedExperiment(tenant, "member", STARTED, """
                {"key":"planted","name":"P","purpose":"service","variants":[{"key":"a"},
                 {"key":"b","cost":{"fixed":{"amount":2000,"currency":"CNY"},"perUnit":{"amount":100,"currency":"CNY"}}}],
                 "metrics":[{"key":"roi","type":"roi","windowDays":7,"role":"primary"}]}""");
        for (int i = 0; i < 40; i++) {
            planted.exposed("C-" + i, i % 2 == 0 ? "a" : "b", STARTED.plus(DAY));
            planted.paid("C-" + i, STARTED.plus(DAY), (i % 2 == 0 ? 1_000 : 1_500) + i / 2);
        }
        planted.happened(new Happened("C-1", "order.refunded", STARTED.plus(DAY), 500L, 0, null, null));
        planted.plant();
        // each of b brings 500 more, but for 500 given back to one of twenty; and costs 100 and its part of 2,000
        as(owner)
                .get(planted.results())
                .then()
                .statusCode(200)
                .body(at("roi", "b", "roi.additionalReturn"), is(475.0))
                .body(at("roi", "b", "roi.additionalCost"), is(200.0))
                .body(at("roi", "b", "roi.value"), is(1.375))
                .body(at("roi", "b", "comparison.difference"), is(275.0))
                .body("verdicts[0].kind", is("better"));
    }
}
