package dev.shuke.score;

import static java.lang.Math.log;
import static java.lang.Math.log1p;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.eventtype.Bilingual;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;

/**
 * What tells that a member is about to stay away. Counts and amounts by their logarithms, since one more order says more of
 * who had one than of who had fifty.
 */
public enum ChurnFeature {
    /** Days since the last order. */
    RECENCY("距上次购买的天数", "Days since the last order", (member, cycle) -> member.recencyDays()),

    /** Longer gaps: how many times their own usual interval the member has been away, by its logarithm. */
    INTERVAL_STRETCH(
            "购买间隔拉长",
            "Longer gaps than usual",
            (member, cycle) -> log((member.recencyDays() + 1) / interval(member, cycle))),

    /** Orders ever, by their logarithm. */
    ORDERS("历史订单数", "Orders ever", (member, cycle) -> log(member.orders())),

    /** Days with an order per day as a member, by its logarithm; who has just come counts as one cycle old. */
    PACE("购买频率", "Pace of buying", (member, cycle) -> log(member.orderDays() / (member.tenureDays() + cycle))),

    /** Orders of the last 90 days, by their logarithm. */
    RECENT_ORDERS("近90天订单数", "Orders of the last 90 days", (member, cycle) -> log1p(member.recentOrders())),

    /** Mean amount of an order, by its logarithm. */
    BASKET("平均客单价", "Average order", (member, cycle) -> log1p(member.spent() / member.orders())),

    /** Different products ever bought, by their logarithm. */
    VARIETY("购买商品种类", "Variety of products", (member, cycle) -> log1p(member.products())),

    /** Orders cancelled or returned, by their logarithm. */
    REFUNDS("退款次数", "Refunds", (member, cycle) -> log1p(member.refunds())),

    /** Complaints, by their logarithm. */
    COMPLAINTS("投诉次数", "Complaints", (member, cycle) -> log1p(member.complaints())),

    /** Coupons and the like left unused, by their logarithm. */
    UNUSED_BENEFITS("未使用的权益", "Unused benefits", (member, cycle) -> log1p(member.unusedBenefits())),

    /** Contacts with competitors, by their logarithm. */
    COMPETITOR_CONTACTS("与竞品的接触", "Contacts with competitors", (member, cycle) -> log1p(member.competitorContacts()));

    /** How many intervals of the merchant's typical length a member's own are mixed with, so that one gap is not all. */
    private static final int PRIOR_INTERVALS = 2;

    private final Bilingual text;
    private final ToDoubleBiFunction<ShoppingSummary, Double> value;

    ChurnFeature(String zh, String en, ToDoubleBiFunction<ShoppingSummary, Double> value) {
        text = new Bilingual(zh, en);
        this.value = value;
    }

    /** What it is called. */
    public Bilingual text() {
        return text;
    }

    /** Of one by its name, which a former release may have had alone. */
    static Bilingual text(String key) {
        return Arrays.stream(values())
                .filter(feature -> feature.key().equals(key))
                .findFirst()
                .map(ChurnFeature::text)
                .orElse(new Bilingual(key, key));
    }

    /** The name in bodies. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
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
