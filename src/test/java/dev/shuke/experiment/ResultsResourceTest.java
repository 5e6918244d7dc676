package dev.shuke.experiment;

import static dev.shuke.experiment.NaiveResults.at;
import static dev.shuke.experiment.NaiveResults.covariance;
import static dev.shuke.experiment.NaiveResults.error;
import static dev.shuke.experiment.NaiveResults.figure;
import static dev.shuke.experiment.NaiveResults.mean;
import static dev.shuke.experiment.NaiveResults.near;
import static dev.shuke.experiment.NaiveResults.quantile;
import static dev.shuke.experiment.NaiveResults.whether;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ResultsResourceTest extends ApiTest {
    private static final Instant STARTED = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-05-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Predicate<Happened> ORDERS = event -> event.type().equals("order.paid");
    private static final Predicate<Happened> VIEWS = event -> event.type().equals("product.viewed");
    private static final ToDoubleFunction<Happened> AMOUNT = Happened::amount;
    private static final ToDoubleFunction<Happened> ONE = event -> 1;

    private static final String VARIANTS =
            "\"key\":\"planted\",\"name\":\"Planted\",\"purpose\":\"service\",\"variants\":[{\"key\":\"a\"},{\"key\":\"b\"}]";
    private static final String CONVERSION =
            "{\"key\":\"conversion\",\"type\":\"proportion\",\"event\":\"order.paid\",\"windowDays\":7,\"role\":\"primary\"}";
    private static final String MEDIAN =
            "{\"key\":\"median\",\"type\":\"quantile\",\"event\":\"order.paid\",\"field\":\"amount\",\"quantile\":0.5,\"windowDays\":30}";
    private static final String METRICS = """
            %s,
            {"key":"views","type":"mean","event":"product.viewed"},
            {"key":"revenue","type":"revenue","windowDays":7,"winsorise":0.9},
            {"key":"adjusted","type":"revenue","windowDays":7,"covariateDays":14},
            {"key":"basket","type":"ratio","event":"order.paid","field":"amount","windowDays":7,
             "denominator":{"event":"order.paid"}},
            %s,
            {"key":"back","type":"retention","event":"product.viewed","retentionDays":[7,14]}""".formatted(CONVERSION, MEDIAN);

    private TestTenant tenant;
    private String owner;

    @BeforeEach
    void aTenant() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
    }

    /** Sixty units who do what they like, about all borders of all windows too. */
    @Test
    void everyMetricIsWhatAddingUpOneByOneGives() {
        PlantedExperiment planted = planted(METRICS);
        Map<String, Map<String, Instant>> exposed = new LinkedHashMap<>();
        crowd(planted, exposed, 60);
        planted.plant();
        for (Instant asOf : List.of(LATER, STARTED.plus(Duration.ofDays(12)))) {
            JsonPath results = as(owner)
                    .get(planted.results() + "?asOf=" + asOf)
                    .then()
                    .statusCode(200)
                    .jsonPath();
            Map<String, NaiveResults> naive = new LinkedHashMap<>();
            exposed.forEach((variant, units) -> {
                Map<String, Instant> seen = new LinkedHashMap<>(units);
                seen.values().removeIf(first -> first.isAfter(asOf));
                naive.put(variant, new NaiveResults(planted.events(), seen, asOf));
            });
            assertThat(results.<Integer>get("variants[0].units"))
                    .isEqualTo(naive.get("a").exposed().size());
            naive.forEach((variant, units) -> compare(results, variant, units));
            adjusted(results, naive);
            capped(results, naive);
            retained(results, naive, asOf);
        }
    }

    private static void compare(JsonPath results, String variant, NaiveResults units) {
        double[] orders = units.each(0, 7, ORDERS, ONE);
        double[] paid = units.each(0, 7, ORDERS, AMOUNT);
        figure(results, "conversion", variant, mean(whether(orders)), null);
        double[] views = units.each(0, 10_000, VIEWS, ONE);
        figure(results, "views", variant, mean(views), error(views));
        double ratio = mean(paid) / mean(orders);
        double[] residuals = IntStream.range(0, paid.length)
                .mapToDouble(i -> (paid[i] - ratio * orders[i]) / mean(orders))
                .toArray();
        figure(results, "basket", variant, ratio, error(residuals));
        figure(results, "median", variant, quantile(units.each(0, 30, ORDERS, AMOUNT), 0.5), null);
    }

    /** One θ from the variation within both variants; what the days before explain is taken off. */
    private static void adjusted(JsonPath results, Map<String, NaiveResults> naive) {
        List<double[]> after =
                naive.values().stream().map(it -> it.each(0, 7, ORDERS, AMOUNT)).toList();
        List<double[]> before = naive.values().stream()
                .map(it -> it.each(-14, 0, ORDERS, AMOUNT))
                .toList();
        double products = 0;
        double squares = 0;
        for (int i = 0; i < 2; i++) {
            products += covariance(after.get(i), before.get(i)) * (after.get(i).length - 1);
            squares += covariance(before.get(i), before.get(i)) * (after.get(i).length - 1);
        }
        double theta = products / squares;
        double usual = mean(before.stream().flatMapToDouble(Arrays::stream).toArray());
        for (int i = 0; i < 2; i++) {
            figure(
                    results,
                    "adjusted",
                    i == 0 ? "a" : "b",
                    mean(after.get(i)) - theta * (mean(before.get(i)) - usual),
                    null);
        }
    }

    private static void capped(JsonPath results, Map<String, NaiveResults> naive) {
        double cap = quantile(
                naive.values().stream()
                        .flatMapToDouble(it -> Arrays.stream(it.each(0, 7, ORDERS, AMOUNT)))
                        .toArray(),
                0.9);
        naive.forEach((variant, units) -> {
            double[] cut = Arrays.stream(units.each(0, 7, ORDERS, AMOUNT))
                    .map(value -> Math.min(value, cap))
                    .toArray();
            figure(results, "revenue", variant, mean(cut), error(cut));
        });
    }

    /** Of those alone whose days have passed; none of too few. */
    private static void retained(JsonPath results, Map<String, NaiveResults> naive, Instant asOf) {
        naive.forEach((variant, units) -> {
            Map<String, Instant> whole = new LinkedHashMap<>(units.exposed());
            whole.values().removeIf(first -> first.plus(Duration.ofDays(14)).isAfter(asOf));
            if (whole.size() < 10) {
                assertThat((Object) results.get(at("back", variant, "value"))).isNull();
                assertThat((Object) results.get(at("back", variant, "units"))).isNull();
            } else {
                NaiveResults told = new NaiveResults(units.events(), whole, asOf);
                figure(results, "back", variant, mean(whether(told.each(7, 14, VIEWS, ONE))), null);
            }
        });
    }

    /** Units of both variants by turns; those of b buy more often. */
    private static void crowd(PlantedExperiment planted, Map<String, Map<String, Instant>> exposed, int units) {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < units; i++) {
            String unit = "C-" + i;
            String variant = i % 2 == 0 ? "a" : "b";
            Instant first = STARTED.plus(Duration.ofHours(random.nextInt(240)));
            exposed.computeIfAbsent(variant, _ -> new LinkedHashMap<>()).put(unit, first);
            planted.exposed(unit, variant, first);
            List<Duration> borders = List.of(
                    Duration.ofDays(-14),
                    Duration.ofDays(-14).minusMillis(1),
                    Duration.ofMillis(-1),
                    Duration.ZERO,
                    Duration.ofDays(7),
                    Duration.ofDays(7).minusMillis(1),
                    Duration.ofDays(14),
                    Duration.ofDays(30));
            for (int order = 0; order < random.nextInt(2, 6); order++) {
                Duration apart = random.nextInt(3) == 0
                        ? borders.get(random.nextInt(borders.size()))
                        : Duration.ofMinutes(random.nextInt(-30_000, i % 2 == 0 ? 60_000 : 30_000));
                int late = random.nextInt(4) == 0 ? random.nextInt(20) : 0;
                String type = random.nextInt(3) == 0 ? "product.viewed" : "order.paid";
                Long amount = type.equals("order.paid") ? random.nextLong(100, 90_000) : null;
                planted.happened(new Happened(unit, type, first.plus(apart), amount, late, null, null));
            }
        }
    }

    @Test
    void whoSawSeveralVariantsOrIsRestrictedOrTriesItOrCameTooEarlyCountsNowhere() {
        PlantedExperiment planted = planted(CONVERSION);
        for (int i = 0; i < 40; i++) {
            planted.exposed("C-" + i, i % 2 == 0 ? "a" : "b", STARTED.plus(DAY));
            planted.paid("C-" + i, STARTED.plus(DAY), 100);
        }
        planted.exposed("early", "a", STARTED.minus(DAY));
        planted.plant();
        planted.mixed("C-0");
        planted.restricted("C-1");
        as(owner)
                .get(planted.results())
                .then()
                .statusCode(200)
                .body("variants.units", is(List.of(19, 19)))
                .body("multipleExposure.tooMany", is(true))
                .body("multipleExposure.share", is(0.0256410256))
                .body("verdicts[0].kind", is("multiple_exposure"));
    }

    @Test
    void whatCannotBeComputedSaysWhyAndAFewAreNotToldOf() {
        PlantedExperiment planted = planted(
                CONVERSION + ",{\"key\":\"views\",\"type\":\"mean\",\"event\":\"product.viewed\"},"
                        + "{\"key\":\"clicks\",\"type\":\"ratio\",\"event\":\"a.clicked\",\"denominator\":{\"event\":\"a.shown\"}}");
        IntStream.range(0, 24).forEach(i -> planted.exposed("C-" + i, i < 12 ? "a" : "b", STARTED.plus(DAY)));
        planted.plant();
        as(owner)
                .get(planted.results())
                .then()
                .statusCode(200)
                .body(at("conversion", "b", "value"), is(0.0))
                .body(at("conversion", "b", "comparison.notComputed.code"), is("no_variation"))
                .body(at("views", "b", "comparison.notComputed.code"), is("no_variation"))
                .body(at("clicks", "b", "notComputed.code"), is("denominator_zero"))
                .body("verdicts[0].kind", is("not_computable"));
        PlantedExperiment few = new PlantedExperiment(
                TestTenant.create("Asia/Shanghai", "CNY"),
                "member",
                STARTED,
                "{" + VARIANTS + ",\"metrics\":[" + CONVERSION + "]}");
        as(owner).get(few.results()).then().statusCode(404);
    }

    @Test
    void aVariantOfAFewIsNotToldOf() {
        PlantedExperiment planted = planted(CONVERSION);
        IntStream.range(0, 29).forEach(i -> planted.exposed("C-" + i, i < 20 ? "a" : "b", STARTED.plus(DAY)));
        IntStream.range(0, 29).forEach(i -> planted.paid("C-" + i, STARTED.plus(DAY), 100));
        planted.plant();
        as(owner)
                .get(planted.results())
                .then()
                .body("variants[0].units", is(20))
                .body("variants[1].tooFew", is(true))
                .body("variants[1]", not(hasKey("units")))
                .body(at("conversion", "b", "value"), nullValue())
                .body(at("conversion", "b", "units"), nullValue())
                .body("verdicts[0].kind", is("not_enough_data"));
    }

    @Test
    void whoSeesNoPersonIsToldRoundedFiguresOfWholeDays() {
        PlantedExperiment planted = planted(CONVERSION);
        IntStream.range(0, 34).forEach(i -> planted.exposed("C-" + i, i % 2 == 0 ? "a" : "b", STARTED.plus(DAY)));
        IntStream.range(0, 8).forEach(i -> planted.paid("C-" + i, STARTED.plus(DAY), 100));
        planted.plant();
        String analyst = tenant.staff("analyst");
        as(analyst)
                .get(planted.results() + "?asOf=2026-03-05T17:31:00Z")
                .then()
                .statusCode(200)
                .body("rounded", is(true))
                .body("asOf", is("2026-03-05T16:00:00Z"))
                .body("variants.units", is(List.of(20, 20)))
                .body(at("conversion", "a", "value"), is(0.235));
        as(tenant.staff("finance")).get(planted.results()).then().statusCode(403);
    }

    @Test
    void aBreakdownIsByWhatWasKnownAtTheFirstExposure() {
        PlantedExperiment planted = planted(CONVERSION + "," + MEDIAN);
        Map<String, Instant> exposed = new LinkedHashMap<>();
        for (int i = 0; i < 80; i++) {
            String unit = "C-" + i;
            String store = i < 40 ? "S-1" : "S-2";
            planted.happened(new Happened(unit, "store.visited", STARTED.plus(DAY), null, 0, null, store));
            planted.exposed(unit, i % 2 == 0 ? "a" : "b", STARTED.plus(DAY.multipliedBy(2)));
            planted.happened(
                    new Happened(unit, "store.visited", STARTED.plus(DAY.multipliedBy(3)), null, 0, null, "S-3"));
            if (i >= 40 && i % 2 == 0) {
                exposed.put(unit, STARTED.plus(DAY.multipliedBy(2)));
            }
        }
        IntStream.range(0, 10).forEach(i -> planted.paid("C-" + i, STARTED.plus(DAY.multipliedBy(3)), 100));
        IntStream.range(40, 80)
                .forEach(i -> planted.paid("C-" + i, STARTED.plus(DAY.multipliedBy(10)), 1_000L + 37L * i * i));
        planted.plant();
        JsonPath results = as(owner)
                .get(planted.results() + "?by=store")
                .then()
                .statusCode(200)
                .jsonPath();
        assertThat(results.<List<String>>get("breakdown.value")).containsExactly("S-1", "S-2");
        assertThat(results.<Number>get("breakdown[0].metrics[0].variants[0].value")
                        .doubleValue())
                .isEqualTo(0.25);
        assertThat(results.<Number>get("breakdown[1].metrics[0].variants[0].value")
                        .doubleValue())
                .isZero();
        assertThat(results.<String>get("breakdown[0].metrics[0].correction")).isEqualTo("benjamini_hochberg");
        assertThat(results.<Number>get("metrics[0].variants[0].value").doubleValue())
                .isEqualTo(0.125);
        double[] paid = new NaiveResults(planted.events(), exposed, LATER).each(0, 30, ORDERS, AMOUNT);
        assertThat(results.<Number>get("breakdown[1].metrics[1].variants[0].value")
                        .doubleValue())
                .isCloseTo(quantile(paid, 0.5), near(quantile(paid, 0.5)));
        assertThat(results.<Number>get("breakdown[0].metrics[1].variants[0].value")
                        .doubleValue())
                .isZero();
        assertThat(results.<Number>get("breakdown[1].metrics[1].variants[0].standardError")
                        .doubleValue())
                .isPositive();
        as(owner).get(planted.results() + "?by=tier").then().statusCode(200).body("breakdown.size()", is(1));
    }

    /** What was added up day by day is at last what is counted at once. */
    @Test
    void aSeriesEndsWhereTheResultsAre() {
        PlantedExperiment planted = planted(METRICS);
        crowd(planted, new LinkedHashMap<>(), 60);
        planted.plant();
        JsonPath results =
                as(owner).get(planted.results() + "?asOf=" + LATER).then().jsonPath();
        for (String metric : List.of("conversion", "views", "basket")) {
            JsonPath series = as(owner)
                    .get(planted.results() + "/series?metric=" + metric + "&asOf=" + LATER)
                    .then()
                    .statusCode(200)
                    .jsonPath();
            for (int variant = 0; variant < 2; variant++) {
                double last = series.<Number>get("points[-1].variants[" + variant + "].value")
                        .doubleValue();
                figure(results, metric, variant == 0 ? "a" : "b", last, null);
            }
            double lower =
                    series.<Number>get("points[-1].variants[1].interval.lower").doubleValue();
            double told = results.<Number>get(at(metric, "b", "comparison.interval.lower"))
                    .doubleValue();
            assertThat(lower).as(metric).isCloseTo(told, near(told));
        }
        as(owner).get(planted.results() + "/series?metric=median").then().statusCode(400);
    }

    private PlantedExperiment planted(String metrics) {
        return new PlantedExperiment(tenant, "member", STARTED, "{" + VARIANTS + ",\"metrics\":[" + metrics + "]}");
    }
}
