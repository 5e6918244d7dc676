package dev.shuke.score;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import dev.shuke.demo.OnlineRetail;
import dev.shuke.demo.OnlineRetail.Invoice;
import dev.shuke.demo.OnlineRetail.Line;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The demo merchant's customers as they stood at a cut-off, and whether they then stayed away. */
final class ShoppingRecords {
    private static final double DAY = Duration.ofDays(1).toSeconds();

    private static final ShoppingRecords ONLINE_RETAIL =
            new ShoppingRecords(OnlineRetail.read().invoices().stream().collect(groupingBy(Invoice::customer)));

    private final Map<String, List<Invoice>> invoices;

    private ShoppingRecords(Map<String, List<Invoice>> invoices) {
        this.invoices = invoices;
    }

    static ShoppingRecords ofOnlineRetail() {
        return ONLINE_RETAIL;
    }

    /** Everybody with an order before the cut-off. */
    List<ChurnModel.Outcome> outcomes(LocalDateTime cutOff, int horizonDays) {
        return invoices.values().stream()
                .filter(member -> orders(member).anyMatch(order -> order.time().isBefore(cutOff)))
                .map(member -> new ChurnModel.Outcome(
                        summary(member, cutOff),
                        orders(member)
                                .noneMatch(order -> !order.time().isBefore(cutOff)
                                        && order.time().isBefore(cutOff.plusDays(horizonDays)))))
                .toList();
    }

    private static Stream<Invoice> orders(List<Invoice> invoices) {
        return invoices.stream().filter(invoice -> !invoice.refund());
    }

    private static ShoppingSummary summary(List<Invoice> invoices, LocalDateTime cutOff) {
        List<Invoice> known = invoices.stream()
                .filter(invoice -> invoice.time().isBefore(cutOff))
                .toList();
        List<Invoice> orders = orders(known).toList();
        return new ShoppingSummary(
                daysBefore(orders.getLast(), cutOff),
                daysBefore(orders.getFirst(), cutOff),
                orders.size(),
                (int) orders.stream()
                        .map(order -> order.time().toLocalDate())
                        .distinct()
                        .count(),
                (int) orders.stream()
                        .filter(order -> !order.time().isBefore(cutOff.minusDays(90)))
                        .count(),
                orders.stream().mapToLong(Invoice::amount).sum(),
                (int) orders.stream()
                        .flatMap(order -> order.lines().stream())
                        .map(Line::sku)
                        .distinct()
                        .count(),
                known.size() - orders.size(),
                0,
                0,
                0);
    }

    private static double daysBefore(Invoice invoice, LocalDateTime cutOff) {
        return Duration.between(invoice.time(), cutOff).toSeconds() / DAY;
    }

    /**
     * Days with orders, and how long it is from one to the next.
     *
     * @param known of everybody with an order before the cut-off
     * @param outcomes of those of them who then ordered
     */
    record Intervals(List<PurchaseIntervals> known, double medianDays, List<NextPurchaseModel.Outcome> outcomes) {}

    Intervals intervals(LocalDate cutOff) {
        List<PurchaseIntervals> known = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        List<NextPurchaseModel.Outcome> outcomes = new ArrayList<>();
        for (List<Invoice> member : invoices.values()) {
            TreeSet<LocalDate> days =
                    orders(member).map(order -> order.time().toLocalDate()).collect(toCollection(TreeSet::new));
            List<LocalDate> before = List.copyOf(days.headSet(cutOff));
            if (!before.isEmpty()) {
                double[] gaps = IntStream.range(1, before.size())
                        .mapToDouble(i -> ChronoUnit.DAYS.between(before.get(i - 1), before.get(i)))
                        .toArray();
                Arrays.stream(gaps).forEach(all::add);
                PurchaseIntervals of = PurchaseIntervals.of(gaps);
                known.add(of);
                double elapsed = ChronoUnit.DAYS.between(before.getLast(), cutOff);
                days.tailSet(cutOff).stream()
                        .limit(1)
                        .map(next -> new NextPurchaseModel.Outcome(of, elapsed, ChronoUnit.DAYS.between(cutOff, next)))
                        .forEach(outcomes::add);
            }
        }
        return new Intervals(
                known, Median.of(all.stream().mapToDouble(Double::doubleValue).toArray()), outcomes);
    }
}
