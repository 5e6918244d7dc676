package dev.shuke.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.shuke.experiment.Orders.Order;
import dev.shuke.experiment.statistics.DifferenceInDifferences;
import dev.shuke.experiment.statistics.Moments;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reports against what is counted from the orders sent. */
@QuarkusTest
class PilotResourceTest extends ApiTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int WEEKS = 2;
    private static final int MEMBERS = 12;
    private static final List<String> TREATED = List.of("S-1", "S-2");
    private static final List<String> CONTROL = List.of("S-3", "S-4", "S-5", "S-6");
    private static final String BOTH = "\"treated\":[\"S-1\",\"S-2\"]";

    private final TestTenant tenant = TestTenant.create(ZONE.getId(), "CNY");
    private final String owner = tenant.staff("owner");
    private final LocalDate start = LocalDate.now(ZONE).minusWeeks(WEEKS + 1);
    private final Orders orders = new Orders(tenant);

    @Test
    void isWhatTheOrdersSay() {
        sell();
        JsonPath report = json(pilot(owner, BOTH));
        assertThat(report.getInt("treatedStores")).isEqualTo(2);
        assertThat(report.getInt("controlStores")).isEqualTo(4);
        assertThat(report.getString("before.from"))
                .isEqualTo(start.minusWeeks(WEEKS).toString());
        assertThat(report.getString("after.to"))
                .isEqualTo(start.plusWeeks(WEEKS).minusDays(1).toString());
        assertThat(report.getList("metrics.metric"))
                .isEqualTo(List.of("revenue", "orders", "new_members", "average_basket", "repurchase_rate"));
        means(report, 0, of -> of.stream().mapToLong(Order::amount).sum() / (double) WEEKS);
        means(report, 1, of -> of.size() / (double) WEEKS);
        ratios(report, 3, of -> of.stream().mapToLong(Order::amount).sum(), List::size);
        assertThat(number(report, "metrics[4].treated.after"))
                .isCloseTo(ratio(TREATED, true, PilotResourceTest::repeaters, PilotResourceTest::buyers), within(1e-9));
        assertThat(report.<Object>get("metrics[4].comparison"))
                .as("as many came again in each store of a group")
                .isNull();
        assertThat(report.getString("metrics[2].notComputed.code"))
                .as("nobody was new afterwards")
                .isEqualTo("too_few_units");
        assertThat(number(report, "weeks[0].treated"))
                .isEqualTo(count(order -> TREATED.contains(order.store()) && inWeek(order, -WEEKS)) / 2.0);
        assertThat(number(report, "weeks[3].control"))
                .isEqualTo(count(order -> CONTROL.contains(order.store()) && inWeek(order, WEEKS - 1)) / 4.0);
    }

    /** Each store's figure a week, by Welch's test of the changes, and the 15 ways to draw two of six. */
    private void means(JsonPath report, int metric, ToDoubleFunction<List<Order>> of) {
        String at = "metrics[" + metric + "].";
        var expected = DifferenceInDifferences.ofMeans(
                        Moments.ofColumns(column(CONTROL, false, of), column(CONTROL, true, of)),
                        Moments.ofColumns(column(TREATED, false, of), column(TREATED, true, of)),
                        0.95)
                .require();
        double change =
                mean(TREATED, true, of) - mean(TREATED, false, of) - mean(CONTROL, true, of) + mean(CONTROL, false, of);
        assertThat(number(report, at + "comparison.difference")).isCloseTo(change, within(1e-6));
        assertThat(number(report, at + "comparison.interval.lower"))
                .isCloseTo(expected.interval().lower(), within(1e-6));
        assertThat(number(report, at + "comparison.pValue")).isCloseTo(expected.pValue(), within(1e-9));
        assertThat(number(report, at + "treated.before")).isCloseTo(mean(TREATED, false, of), within(1e-6));
        assertThat(number(report, at + "control.after")).isCloseTo(mean(CONTROL, true, of), within(1e-6));
        assertThat(report.getLong(at + "randomisation.draws")).isEqualTo(15);
        assertThat(report.getBoolean(at + "randomisation.exact")).isTrue();
        assertThat(number(report, at + "randomisation.pValue")).isCloseTo(draws(of), within(1e-9));
        assertThat(number(report, at + "comparison.correctedPValue"))
                .as("by the draws, for so few stores, and for four metrics")
                .isGreaterThanOrEqualTo(number(report, at + "randomisation.pValue"));
        assertThat(report.getString(at + "verdict.kind")).isIn("not_enough_data", "no_difference");
    }

    private void ratios(
            JsonPath report, int metric, ToDoubleFunction<List<Order>> of, ToDoubleFunction<List<Order>> by) {
        String at = "metrics[" + metric + "].";
        double change = ratio(TREATED, true, of, by)
                - ratio(TREATED, false, of, by)
                - ratio(CONTROL, true, of, by)
                + ratio(CONTROL, false, of, by);
        assertThat(number(report, at + "comparison.difference")).isCloseTo(change, within(1e-9));
        assertThat(number(report, at + "treated.after")).isCloseTo(ratio(TREATED, true, of, by), within(1e-9));
    }

    @Test
    void whoMayNotBeCountedIsNot() {
        sell();
        JsonPath before = json(pilot(owner, BOTH));
        tenant.sql("update member_metric set restricted = true where %T and member_id in"
                + " (select member_id from event where %T and store = 'S-1' and amount = 1000)");
        JsonPath after = json(pilot(owner, BOTH));
        assertThat(number(after, "metrics[1].treated.before")).isLessThan(number(before, "metrics[1].treated.before"));
        tenant.sql("update member_metric set restricted = true where %T and member_id in"
                + " (select member_id from event where %T and store in ('S-1', 'S-2'))");
        pilot(owner, BOTH)
                .then()
                .body("treatedStores", is(0))
                .body("leftOut", is(TREATED))
                .body("metrics[0].treated", not(hasKey("before")))
                .body("metrics[0].verdict.kind", is("not_enough_data"))
                .body("metrics[0].verdict.zh", startsWith("数据不足"))
                .body("weeks[0]", not(hasKey("treated")));
    }

    @Test
    void smallStoresAreLeftOutByWhatTheySoldBefore() {
        for (int m = 0; m < 9; m++) {
            orders.add("S-9", "nine" + m, start.minusDays(1), LocalTime.NOON, 5_000);
        }
        for (int m = 0; m < 30; m++) {
            orders.add("S-8", "new" + m, start, LocalTime.NOON, 5_000);
        }
        sell();
        pilot(owner, BOTH + ",\"control\":[\"S-3\",\"S-8\",\"S-9\"]")
                .then()
                .body("controlStores", is(1))
                .body("leftOut", is(List.of("S-8", "S-9")))
                .body("metrics[0].verdict.kind", is("not_enough_data"))
                .body("metrics[0].notComputed.code", is("one_unit"));
    }

    /** Ten stores against ten, of which the treated sell a half more afterwards. */
    @Test
    void whatIsThereIsFoundAndSaid() {
        for (int store = 0; store < 20; store++) {
            for (int m = 0; m < 10; m++) {
                long amount = 10_000 + 130 * store + 7 * m;
                long after = amount + (store < 10 ? 5_000 : 0) + store * 31 % 17 * 10;
                orders.add("T-" + store, store + "-" + m, start.minusDays(3), LocalTime.NOON, amount);
                orders.add("T-" + store, store + "-" + m, start.plusDays(3), LocalTime.NOON, after);
            }
        }
        orders.send();
        String treated = IntStream.range(0, 10)
                .mapToObj(i -> "\"T-" + i + "\"")
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        pilot(owner, "\"treated\":[" + treated + "],\"metrics\":[\"revenue\"]")
                .then()
                .body("metrics[0].verdict.kind", is("better"))
                .body("metrics[0].verdict.en", startsWith("The pilot is better: +"))
                .body("metrics[0].verdict.zh", startsWith("试点门店更好：+"))
                .body("metrics[0].randomisation.draws", is(184_756));
    }

    /** The one store's change against those of the eleven others, by how much these differ: there is an interval for one too. */
    @Test
    void aPilotInOneStoreHasAnInterval() {
        for (int store = 0; store < 12; store++) {
            for (int m = 0; m < 10; m++) {
                long amount = 10_000 + 130 * store + 7 * m;
                long after = amount + (store == 0 ? 5_000 : store * 31 % 17 * 10);
                orders.add("T-" + store, store + "-" + m, start.minusDays(3), LocalTime.NOON, amount);
                orders.add("T-" + store, store + "-" + m, start.plusDays(3), LocalTime.NOON, after);
            }
        }
        orders.send();
        JsonPath report = json(pilot(owner, "\"treated\":[\"T-0\"],\"metrics\":[\"revenue\",\"average_basket\"]"));
        double[] others = IntStream.range(1, 12)
                .mapToDouble(store -> store * 31 % 17 * 10)
                .toArray();
        double mean = Arrays.stream(others).average().orElseThrow();
        double variance =
                Arrays.stream(others).map(it -> (it - mean) * (it - mean)).sum() / 10;
        // Student's 0.975 quantile of 10 degrees: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
        double reach = 2.228 * Math.sqrt(variance * (1 + 1 / 11.0));
        assertThat(number(report, "metrics[1].comparison.difference")).isCloseTo(5_000 - mean, within(1e-6));
        assertThat(number(report, "metrics[1].comparison.interval.lower"))
                .isCloseTo(5_000 - mean - reach, within(reach / 1_000));
        assertThat(number(report, "metrics[0].comparison.difference"))
                .as("ten orders in two weeks")
                .isCloseTo((5_000 - mean) * 10 / WEEKS, within(1e-6));
        assertThat(report.getLong("metrics[0].randomisation.draws")).isEqualTo(12);
        assertThat(number(report, "metrics[0].randomisation.pValue")).isCloseTo(1 / 12.0, within(1e-9));
        assertThat(report.getString("metrics[0].verdict.kind"))
                .as("one of twelve proves nothing by itself")
                .isEqualTo("not_enough_data");
    }

    @Test
    void whoSeesNoPersonsIsToldThreeDigits() {
        sell();
        JsonPath exact = json(pilot(owner, BOTH));
        JsonPath rounded = json(pilot(tenant.staff("analyst"), BOTH));
        double all = number(exact, "metrics[0].treated.before");
        double three = number(rounded, "metrics[0].treated.before");
        assertThat(three).isNotEqualTo(all).isCloseTo(all, within(all / 200));
        assertThat(three % Math.pow(10, Math.floor(Math.log10(three)) - 2)).isZero();
    }

    @Test
    void whoMayNotAskIsRefused() {
        pilot(tenant.staff("finance"), BOTH).then().statusCode(403);
        pilot(tenant.staff("associate"), BOTH).then().statusCode(403);
    }

    @Test
    void anotherMerchantsStoresAreNobodys() {
        sell();
        TestTenant other = TestTenant.create(ZONE.getId(), "CNY");
        pilot(other.staff("owner"), BOTH).then().body("treatedStores", is(0)).body("controlStores", is(0));
    }

    @Test
    void whatIsNotOverIsRefused() {
        ask(
                        owner,
                        "{%s,\"startedOn\":\"%s\",\"weeks\":%d}"
                                .formatted(BOTH, LocalDate.now(ZONE).minusWeeks(1), WEEKS))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/startedOn"));
        pilot(owner, BOTH + ",\"control\":[\"S-3\",\"S-2\"]")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/control/1"));
        pilot(owner, "\"treated\":[\"S-1\",\"S-1\"]")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/treated/1"));
    }

    /** Each store's own members, at the edges of the periods too; and a day beyond. */
    private void sell() {
        List<String> stores = Stream.concat(TREATED.stream(), CONTROL.stream()).toList();
        for (int s = 0; s < stores.size(); s++) {
            for (int m = 0; m < MEMBERS; m++) {
                sell(stores.get(s), stores.get(s) + "-" + m, s, m);
            }
        }
        orders.send();
    }

    private void sell(String store, String card, int s, int m) {
        int before = 1 + (m * 5 + s) % 3;
        int after = 1 + (m * 3 + s * s) % 4 + (m < s ? 1 : 0);
        for (int i = 0; i < before; i++) {
            orders.add(
                    store, card, start.minusDays(1 + (m + 5L * i) % 14), LocalTime.of(23, 59), 1_000 + 37 * s + 11 * m);
        }
        for (int i = 0; i < after; i++) {
            orders.add(store, card, start.plusDays((m + 3L * i) % 14), LocalTime.of(0, 1), 1_100 + 53 * s + 7 * m + i);
        }
        orders.add(store, card, start.plusWeeks(WEEKS), LocalTime.of(0, 1), 70_000);
        orders.add(store, "old" + card, start.minusWeeks(WEEKS).minusDays(1), LocalTime.of(23, 59), 70_000);
    }

    private Response pilot(String token, String fields) {
        return ask(token, "{%s,\"startedOn\":\"%s\",\"weeks\":%d}".formatted(fields, start, WEEKS));
    }

    private static Response ask(String token, String body) {
        return as(token).body(body).post("/v1/experiments/pilot-reports");
    }

    private static JsonPath json(Response response) {
        return response.then().statusCode(200).extract().jsonPath();
    }

    private static double number(JsonPath json, String path) {
        return json.<Number>get(path).doubleValue();
    }

    private List<Order> of(String store, boolean after) {
        return orders.all().stream()
                .filter(order -> order.store().equals(store))
                .filter(order -> after
                        ? !order.day().isBefore(start) && order.day().isBefore(start.plusWeeks(WEEKS))
                        : order.day().isBefore(start) && !order.day().isBefore(start.minusWeeks(WEEKS)))
                .toList();
    }

    private boolean inWeek(Order order, int week) {
        return !order.day().isBefore(start.plusWeeks(week)) && order.day().isBefore(start.plusWeeks(week + 1));
    }

    private long count(Predicate<Order> of) {
        return orders.all().stream().filter(of).count();
    }

    private double[] column(List<String> stores, boolean after, ToDoubleFunction<List<Order>> of) {
        return stores.stream()
                .mapToDouble(store -> of.applyAsDouble(of(store, after)))
                .toArray();
    }

    private double mean(List<String> stores, boolean after, ToDoubleFunction<List<Order>> of) {
        return IntStream.range(0, stores.size())
                        .mapToDouble(i -> column(stores, after, of)[i])
                        .sum()
                / stores.size();
    }

    private double ratio(
            List<String> stores, boolean after, ToDoubleFunction<List<Order>> of, ToDoubleFunction<List<Order>> by) {
        return mean(stores, after, of) / mean(stores, after, by);
    }

    /** How many of all pairs of stores changed beyond the others by as much. */
    private double draws(ToDoubleFunction<List<Order>> of) {
        List<String> stores = Stream.concat(TREATED.stream(), CONTROL.stream()).toList();
        double[] changes = stores.stream()
                .mapToDouble(store -> of.applyAsDouble(of(store, true)) - of.applyAsDouble(of(store, false)))
                .toArray();
        double all = IntStream.range(0, 6).mapToDouble(i -> changes[i]).sum();
        double seen = Math.abs(apart(changes[0] + changes[1], all));
        long asFar = IntStream.range(0, 6)
                .boxed()
                .flatMap(i -> IntStream.range(i + 1, 6).mapToObj(j -> changes[i] + changes[j]))
                .filter(two -> Math.abs(apart(two, all)) >= seen - 1e-9)
                .count();
        return asFar / 15.0;
    }

    private static double apart(double two, double all) {
        return two / 2 - (all - two) / 4;
    }

    private static double repeaters(List<Order> of) {
        return of.stream()
                .map(Order::card)
                .distinct()
                .filter(card -> of.stream().filter(it -> it.card().equals(card)).count() > 1)
                .count();
    }

    private static double buyers(List<Order> of) {
        return of.stream().map(Order::card).distinct().count();
    }
}
