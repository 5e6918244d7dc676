package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.experiment.statistics.Comparison;
import dev.shuke.experiment.statistics.Computed;
import dev.shuke.experiment.statistics.Estimate;
import dev.shuke.experiment.statistics.Interval;
import dev.shuke.experiment.statistics.Moments;
import dev.shuke.experiment.statistics.Proportion;
import dev.shuke.experiment.statistics.RatioMetric;
import dev.shuke.experiment.statistics.TwoProportions;
import dev.shuke.experiment.statistics.Welch;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What members did from their first order on, or from when they entered a segment. Money in minor units, before refunds. */
@Schema(
        description =
                "The share that ordered again, and of who entered a segment that ordered; orders and revenue of a member, the "
                        + "first order included; revenue per order")
public enum CohortMetric {
    REPURCHASE_RATE,
    ORDERS,
    REVENUE,
    AVERAGE_BASKET;

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

    /**
     * A cohort.
     *
     * @param repeaters members who ordered more than once; where not an order but an entry began it, once
     * @param buyers members who ordered at all
     * @param moments of each member's revenue and orders, in this order
     */
    record Followed(long repeaters, long buyers, Moments moments) {
        static final Followed NOBODY = new Followed(0, 0, new Moments(0, new double[2], new double[2][2]));

        long members() {
            return moments.units();
        }

        private Proportion share() {
            return new Proportion(members(), repeaters);
        }

        private Moments ofOrders() {
            return Moments.of(members(), moments.mean(1), moments.covariance(1, 1));
        }
    }

    Computed<Estimate> estimate(Followed cohort) {
        return switch (this) {
            case REPURCHASE_RATE -> cohort.share().estimate();
            case ORDERS -> cohort.ofOrders().estimate();
            case REVENUE -> cohort.moments().estimate();
            case AVERAGE_BASKET -> RatioMetric.estimate(cohort.moments());
        };
    }

    Computed<Comparison> compare(Followed baseline, Followed compared) {
        return this == REPURCHASE_RATE
                ? TwoProportions.compare(baseline.share(), compared.share(), Interval.CONFIDENCE)
                : estimate(baseline)
                        .then(one -> estimate(compared).then(other -> Welch.compare(one, other, Interval.CONFIDENCE)));
    }

    /** Whether it is about enough members of the cohort. */
    boolean told(Followed cohort) {
        return (this == REPURCHASE_RATE ? cohort.repeaters() : cohort.buyers()) >= GroupFigures.LEAST;
    }
}
