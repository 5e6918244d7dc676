package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What stores are compared by: a figure a week, or a sum over a sum. Money in minor units, before refunds. */
@Schema(
        description =
                "A week, of a store: revenue, orders, members with their first order. Over the period: revenue per "
                        + "order, and the share of the buyers who bought more than once")
public enum PilotMetric {
    REVENUE,
    ORDERS,
    NEW_MEMBERS,
    AVERAGE_BASKET,
    REPURCHASE_RATE;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }

    boolean ofMoney() {
        return this == REVENUE || this == AVERAGE_BASKET;
    }

    boolean ratio() {
        return this == AVERAGE_BASKET || this == REPURCHASE_RATE;
    }

    double numerator(StoreSales.Sums sums) {
        return switch (this) {
            case REVENUE, AVERAGE_BASKET -> sums.revenue();
            case ORDERS -> sums.orders();
            case NEW_MEMBERS -> sums.newMembers();
            case REPURCHASE_RATE -> sums.repeaters();
        };
    }

    /** Of a ratio. */
    double denominator(StoreSales.Sums sums) {
        return this == AVERAGE_BASKET ? sums.orders() : sums.members();
    }

    /** The members that the figure is about: of some kinds of it fewer than all who bought. */
    long members(StoreSales.Sums sums) {
        return switch (this) {
            case REVENUE, ORDERS, AVERAGE_BASKET -> sums.members();
            case NEW_MEMBERS -> sums.newMembers();
            case REPURCHASE_RATE -> sums.repeaters();
        };
    }
}
