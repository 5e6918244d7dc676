package dev.shuke.metric;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the numbers of a member are, by their definitions and from plain facts: it shares nothing with the SQL. */
final class NumbersByDefinition {
    /** What a member did. */
    record Fact(
            String id,
            String card,
            String type,
            Instant at,
            String store,
            String channel,
            String payment,
            long amount,
            Integer score,
            List<String> categories) {}

    private NumbersByDefinition() {}

    /** One line: sums and counts, the first and the last order, habits. */
    static String of(List<Fact> facts, ZoneId zone) {
        List<Fact> orders = of(facts, "order.paid").toList();
        Stream<?> numbers = Stream.of(
                orders.size(),
                orders.stream().mapToLong(Fact::amount).sum(),
                of(facts, "order.refunded").mapToLong(Fact::amount).sum(),
                of(facts, "coupon.redeemed").count(),
                of(facts, "complaint.opened").count(),
                orders.stream()
                        .map(Fact::at)
                        .min(Comparator.naturalOrder())
                        .map(Instant::getEpochSecond)
                        .orElse(null),
                orders.stream()
                        .map(Fact::at)
                        .max(Comparator.naturalOrder())
                        .map(Instant::getEpochSecond)
                        .orElse(null),
                most(orders, order -> Stream.ofNullable(order.store())),
                most(orders, order -> Stream.ofNullable(order.channel())),
                most(orders, order -> Stream.ofNullable(order.payment())),
                most(orders, order -> order.categories().stream().distinct()),
                most(
                        orders,
                        order -> Stream.of(timeOfDay(order.at().atZone(zone).getHour()))),
                most(
                        orders,
                        order -> Stream.of(
                                order.at().atZone(zone).getDayOfWeek().name().toLowerCase(Locale.ROOT))),
                of(facts, "survey.answered")
                        .filter(fact -> fact.score() <= 10)
                        .max(Comparator.comparing(Fact::at))
                        .map(Fact::score)
                        .orElse(null));
        return numbers.map(number -> Objects.toString(number, "-")).collect(joining(" "));
    }

    private static Stream<Fact> of(List<Fact> facts, String type) {
        return facts.stream().filter(fact -> fact.type().equals(type));
    }

    /** What most orders have; of equally many the one with the latest order; then the first by the alphabet. */
    private static String most(List<Fact> orders, Function<Fact, Stream<String>> have) {
        record One(String value, Instant at) {}
        return orders.stream()
                .flatMap(order -> have.apply(order).map(value -> new One(value, order.at())))
                .collect(groupingBy(One::value))
                .entrySet()
                .stream()
                .min(Comparator.<Entry<String, List<One>>>comparingInt(
                                one -> -one.getValue().size())
                        .thenComparing(
                                one -> one.getValue().stream()
                                        .map(One::at)
                                        .max(Comparator.naturalOrder())
                                        .orElseThrow(),
                                Comparator.reverseOrder())
                        .thenComparing(Entry::getKey))
                .map(Entry::getKey)
                .orElse(null);
    }

    private static String timeOfDay(int hour) {
        if (hour < 5 || hour >= 22) {
            return "night";
        }
        if (hour < 11) {
            return "morning";
        }
        if (hour < 14) {
            return "noon";
        }
        return hour < 17 ? "afternoon" : "evening";
    }
}
