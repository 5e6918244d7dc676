package dev.shuke.score;

import static java.lang.Math.log;
import static java.lang.Math.log1p;

import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;

/**
 * What tells that a member is about to stay away. Counts and amounts by their logarithms, since one more order says more of
 * who had one than of who had fifty.
 */
public enum ChurnFeature {
    /** Days since the last order. */
    RECENCY((member, cycle) -> member.recencyDays()),

    /** Longer gaps: how many times their own usual interval the member has been away, by its logarithm. */
    INTERVAL_STRETCH((member, cycle) -> log((member.recencyDays() + 1) / interval(member, cycle))),

    /** Orders ever, by their logarithm. */
    ORDERS((member, cycle) -> log(member.orders())),

    /** Days with an order per day as a member, by its logarithm; who has just come counts as one cycle old. */
    PACE((member, cycle) -> log(member.orderDays() / (member.tenureDays() + cycle))),

    /** Orders of the last 90 days, by their logarithm. */
    RECENT_ORDERS((member, cycle) -> log1p(member.recentOrders())),

    /** Mean amount of an order, by its logarithm. */
    BASKET((member, cycle) -> log1p(member.spent() / member.orders())),

    /** Different products ever bought, by their logarithm. */
    VARIETY((member, cycle) -> log1p(member.products())),

    /** Orders cancelled or returned, by their logarithm. */
    REFUNDS((member, cycle) -> log1p(member.refunds())),

    /** Complaints, by their logarithm. */
    COMPLAINTS((member, cycle) -> log1p(member.complaints())),

    /** Coupons and the like left unused, by their logarithm. */
    UNUSED_BENEFITS((member, cycle) -> log1p(member.unusedBenefits())),

    /** Contacts with competitors, by their logarithm. */
    COMPETITOR_CONTACTS((member, cycle) -> log1p(member.competitorContacts()));

    /** How many intervals of the merchant's typical length a member's own are mixed with, so that one gap is not all. */
    private static final int PRIOR_INTERVALS = 2;

    private final ToDoubleBiFunction<ShoppingSummary, Double> value;

    ChurnFeature(ToDoubleBiFunction<ShoppingSummary, Double> value) {
        this.value = value;
    }

    /**
     * Of one member.
     *
     * @param cycleDays the merchant's typical interval between two days with orders of one member, above 0
     */
    double of(ShoppingSummary member, double cycleDays) {
        return value.applyAsDouble(member, cycleDays);
    }

    /** All of them, in the order of their declaration. */
    static double[] row(ShoppingSummary member, double cycleDays) {
        return Arrays.stream(values())
                .mapToDouble(feature -> feature.of(member, cycleDays))
                .toArray();
    }

    private static double interval(ShoppingSummary member, double cycleDays) {
        return (member.spanDays() + PRIOR_INTERVALS * cycleDays) / (member.orderDays() - 1 + PRIOR_INTERVALS);
    }
}
