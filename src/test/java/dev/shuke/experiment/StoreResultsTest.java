package dev.shuke.experiment;

import static dev.shuke.experiment.NaiveResults.at;
import static dev.shuke.experiment.NaiveResults.figure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.experiment.PlantedExperiment.Happened;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StoreResultsTest extends ApiTest {
    private static final Instant STARTED = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final int DAYS = 5;

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");

    /** Three pairs; in each the one with the variant sells more, which the draw alone does twice in eight times. */
    @Test
    void ofFewStoresTheDrawItselfSaysHowLikelyItIs() {
        PlantedExperiment planted = new PlantedExperiment(tenant, "store", STARTED, """
                {"key":"planted","name":"P","unit":"store","purpose":"service","variants":[{"key":"a"},{"key":"b"}],
                 "metrics":[{"key":"sales","type":"revenue","role":"primary"},
                  {"key":"bought","type":"proportion","event":"order.paid"},
                  {"key":"basket","type":"ratio","event":"order.paid","field":"amount","denominator":{"event":"order.paid"}}]}""");
        for (int store = 0; store < 6; store++) {
            planted.store("S-" + store, store % 2 == 0 ? "a" : "b", store / 2, STARTED);
            for (int member = 0; member < 10; member++) {
                String unit = "C-" + store + "-" + member;
                Instant at = STARTED.plus(DAY);
                planted.happened(new Happened(unit, "store.visited", at, null, 0, null, "S-" + store));
                if (member < 4 + store % 2 * 3) {
                    long amount = 1_000 + store * 100 + member;
                    planted.happened(new Happened(unit, "order.paid", at, amount, 0, null, "S-" + store));
                }
            }
            planted.happened(new Happened("before", "order.paid", STARTED.minus(DAY), 9_000L, 0, null, "S-" + store));
        }
        planted.plant();
        JsonPath results =
                as(owner).get(planted.results()).then().statusCode(200).jsonPath();
        assertThat(results.<List<Integer>>get("variants.units")).containsExactly(3, 3);
        figure(results, "sales", "a", 4 * 1_200 + 6, null);
        figure(results, "sales", "b", 7 * 1_300 + 21, null);
        figure(results, "bought", "a", 0.4, null);
        figure(results, "bought", "b", 0.7, null);
        figure(results, "basket", "a", 1_201.5, null);
        assertThat(results.<Number>get(at("sales", "b", "comparison.pValue")).doubleValue())
                .isEqualTo(0.25);
        assertThat(results.<String>get("verdicts[0].kind")).isEqualTo("not_enough_data");
        as(owner).get(planted.results() + "?by=tier").then().statusCode(400);
    }

    private PlantedExperiment planted(String metric) {
        return new PlantedExperiment(tenant, "store", STARTED, """
                {"key":"planted","name":"P","unit":"store","purpose":"service","variants":[{"key":"a"},{"key":"b"}],
                 "metrics":[%s]}""".formatted(metric));
    }

    private static void sold(PlantedExperiment planted, int store, String unit, long amount) {
        planted.happened(new Happened(unit, "order.paid", STARTED.plus(DAY), amount, 0, null, "S-" + store));
    }

    /** Of the totals of all stores, whichever variant they have: to what lies between the two largest but one in ten. */
    @Test
    void totalsOfStoresAreCutToo() {
        PlantedExperiment planted =
                planted("{\"key\":\"sales\",\"type\":\"revenue\",\"winsorise\":0.9,\"role\":\"primary\"}");
        double[] totals = new double[12];
        for (int store = 0; store < 12; store++) {
            planted.store("S-" + store, store % 2 == 0 ? "a" : "b", store / 2, STARTED);
            for (int member = 0; member < 5; member++) {
                long amount = store == 10 ? 90_000 : 1_000 + 31L * store * member;
                totals[store] += amount;
                sold(planted, store, "C-" + store + "-" + member, amount);
            }
        }
        planted.plant();
        double cap = NaiveResults.quantile(totals, 0.9);
        JsonPath results =
                as(owner).get(planted.results()).then().statusCode(200).jsonPath();
        for (int variant = 0; variant < 2; variant++) {
            int of = variant;
            double[] cut = IntStream.range(0, 12)
                    .filter(store -> store % 2 == of)
                    .mapToDouble(store -> Math.min(totals[store], cap))
                    .toArray();
            figure(results, "sales", variant == 0 ? "a" : "b", NaiveResults.mean(cut), NaiveResults.error(cut));
        }
        assertThat(results.<Number>get("sampleRatio.pValue").doubleValue()).isEqualTo(1);
    }

    /** Of twelve each, all are heard of, or two: by Fisher's exact test p = 0.000067, counted in fractions. */
    @Test
    void whereTheStoresOfOneVariantFallSilentNothingMayBeRead() {
        PlantedExperiment planted = planted("{\"key\":\"sales\",\"type\":\"revenue\",\"role\":\"primary\"}");
        for (int store = 0; store < 24; store++) {
            planted.store("S-" + store, store % 2 == 0 ? "a" : "b", store / 2, STARTED);
            for (int member = 0; member < 5 && (store % 2 == 0 || store < 4); member++) {
                sold(planted, store, "C-" + store + "-" + member, 100);
            }
        }
        planted.plant();
        as(owner)
                .get(planted.results())
                .then()
                .statusCode(200)
                .body("variants.units", is(List.of(12, 12)))
                .body("sampleRatio.mismatch", is(true))
                .body("sampleRatio", not(hasKey("statistic")))
                .body("verdicts[0].kind", is("sample_ratio_mismatch"));
    }

    /** Who shops in ten stores is one. */
    @Test
    void aFewBehindManyStoresAreNotToldOf() {
        PlantedExperiment planted = planted("{\"key\":\"sales\",\"type\":\"revenue\",\"role\":\"primary\"}");
        for (int store = 0; store < 20; store++) {
            planted.store("S-" + store, store % 2 == 0 ? "a" : "b", store / 2, STARTED);
            sold(planted, store, store % 2 == 0 ? "C-0" : "C-" + store, 100 + store);
        }
        planted.plant();
        as(owner)
                .get(planted.results())
                .then()
                .statusCode(200)
                .body("variants[0].tooFew", is(true))
                .body("variants[1].tooFew", is(false))
                .body(at("sales", "a", "value"), nullValue())
                .body(at("sales", "b", "units"), is(10));
    }

    /** At the end of each day it is what results of that moment are, which another statement counts, and plain sums. */
    @Test
    void dayByDayItIsWhatResultsOfThatDayAre() {
        PlantedExperiment planted = new PlantedExperiment(tenant, "store", STARTED, """
                {"key":"planted","name":"P","unit":"store","purpose":"service","variants":[{"key":"a"},{"key":"b"}],
                 "metrics":[{"key":"sales","type":"revenue","role":"primary"},
                  {"key":"bought","type":"proportion","event":"order.paid"},
                  {"key":"basket","type":"ratio","event":"order.paid","field":"amount","denominator":{"event":"order.paid"}},
                  {"key":"middle","type":"quantile","quantile":0.5,"event":"order.paid","field":"amount"}]}""");
        for (int store = 0; store < 8; store++) {
            planted.store(
                    "S-" + store, store % 2 == 0 ? "a" : "b", store / 2, STARTED.plus(DAY.multipliedBy(store / 6)));
        }
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 400; i++) {
            Instant at = STARTED.plus(Duration.ofMinutes(random.nextInt(DAYS * 24 * 60)));
            boolean paid = random.nextInt(3) == 0;
            planted.happened(new Happened(
                    "C-" + random.nextInt(60),
                    paid ? "order.paid" : "store.visited",
                    at,
                    paid ? random.nextLong(1_000) : null,
                    0,
                    null,
                    "S-" + random.nextInt(8)));
        }
        planted.plant();
        planted.restricted("C-0");
        int points = 0;
        for (String metric : List.of("sales", "bought", "basket")) {
            JsonPath series = as(owner)
                    .get(planted.results() + "/series?metric=" + metric)
                    .then()
                    .statusCode(200)
                    .jsonPath();
            for (String day : series.<List<String>>get("points.day")) {
                asOnThatDay(planted, series, metric, day);
                points++;
            }
        }
        assertThat(points).isGreaterThan(2 * DAYS);
        double sold = planted.events().stream()
                .filter(it -> it.amount() != null && !it.unit().equals("C-0"))
                .filter(it -> it.store().matches("S-[024]")
                        || it.store().equals("S-6") && !it.at().isBefore(STARTED.plus(DAY)))
                .mapToLong(Happened::amount)
                .sum();
        assertThat(as(owner)
                        .get(planted.results() + "/series")
                        .jsonPath()
                        .<Number>get("points[-1].variants[0].value")
                        .doubleValue())
                .isCloseTo(sold / 4, NaiveResults.near(sold / 4));
        as(owner).get(planted.results() + "/series?metric=middle").then().statusCode(400);
    }

    private void asOnThatDay(PlantedExperiment planted, JsonPath series, String metric, String day) {
        Instant end = LocalDate.parse(day)
                .plusDays(1)
                .atStartOfDay(ZoneId.of("Asia/Shanghai"))
                .toInstant();
        JsonPath results = as(owner)
                .get(planted.results() + "?asOf=" + end.minusMillis(1))
                .then()
                .statusCode(200)
                .jsonPath();
        String point = "points.find { it.day == '" + day + "' }.variants.find { it.variant == '%s' }.%s";
        for (String variant : List.of("a", "b")) {
            for (String figure : List.of("units", "value")) {
                assertSame(series.get(point.formatted(variant, figure)), results.get(at(metric, variant, figure)));
            }
        }
        for (String figure : List.of("difference", "interval.lower", "interval.upper", "lift")) {
            assertSame(series.get(point.formatted("b", figure)), results.get(at(metric, "b", "comparison." + figure)));
        }
    }

    private static void assertSame(Number told, Number expected) {
        if (expected == null) {
            assertThat(told).isNull();
        } else {
            assertThat(told.doubleValue()).isCloseTo(expected.doubleValue(), NaiveResults.near(expected.doubleValue()));
        }
    }
}
