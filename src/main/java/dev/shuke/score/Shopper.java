package dev.shuke.score;

import java.util.List;
import java.util.UUID;

/**
 * What one member had bought by a cut-off, in all the forms in which models look at it, and what they then bought.
 *
 * @param past for {@link ChurnModel}
 * @param buying days with orders, for {@link BgNbd}: in days
 * @param spent for {@link GammaGamma}: amounts of a day are one
 * @param gaps days from each of those days to the next
 * @param lately what they spent in as many days before the cut-off as are looked at after it, in minor units
 * @param later nothing of it was known at the cut-off
 */
record Shopper(
        UUID memberId,
        ShoppingSummary past,
        BuyingPattern buying,
        Spending spent,
        List<Integer> gaps,
        double lately,
        Later later) {

    /**
     * Within the time that is looked at, from the cut-off on.
     *
     * @param orders how many
     * @param spent their gross sum in minor units
     * @param nextInDays from the day of the cut-off to that of the first of them; null without one
     */
    record Later(int orders, double spent, Integer nextInDays) {}

    /** For {@link NextPurchaseModel}. */
    PurchaseIntervals intervals() {
        return PurchaseIntervals.of(gaps.stream().mapToDouble(days -> days).toArray());
    }

    /** Days since the last one with an order. */
    double elapsedDays() {
        return buying.age() - buying.recency();
    }
}
