package dev.shuke.score;

import dev.shuke.score.ModelRefusedException.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * When a member has used up what they bought of one product.
 *
 * @param daysPerUnit how long one unit lasts, above 0: as the merchant says of the product, or as its buyers show
 */
public record Replenishment(double daysPerUnit) {
    /** Fewer say little of the median: of ten, its 95 % interval goes from the second to the ninth. */
    static final int LEAST_REFILLS = 10;

    /** A hundred years, so that no quantity leads out of the calendar. */
    private static final double LONGEST_DAYS = 36_525;

    private static final double SECONDS_PER_DAY = 86_400;

    public Replenishment {
        requirePositive(daysPerUnit);
    }

    private static void requirePositive(double number) {
        if (!(number > 0 && number < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("not above zero: " + number);
        }
    }

    /**
     * A purchase after which the same member bought the product again.
     *
     * @param quantity units bought, above 0
     * @param days until the next purchase of it, above 0
     */
    public record Refill(double quantity, double days) {
        public Refill {
            requirePositive(quantity);
            requirePositive(days);
        }
    }

    /**
     * A purchase of the product.
     *
     * @param quantity units, above 0
     */
    public record Supply(Instant at, double quantity) {
        public Supply {
            requirePositive(quantity);
        }
    }

    /**
     * The median of days per unit over all refills: half of all units bought last longer.
     *
     * @throws ModelRefusedException when there are fewer than {@value #LEAST_REFILLS}
     */
    public static Replenishment of(List<Refill> refills) {
        if (refills.size() < LEAST_REFILLS) {
            throw new ModelRefusedException(
                    Reason.TOO_FEW_REPEATS,
                    "bought again " + refills.size() + " times, " + LEAST_REFILLS + " are needed");
        }
        return new Replenishment(Median.of(refills.stream()
                .mapToDouble(refill -> refill.days() / refill.quantity())
                .toArray()));
    }

    /**
     * The moment at which all is used up, or null of no purchases. What is bought before the former supply is used up
     * lasts on from there.
     *
     * @param supplies one member's of this product, in any order
     */
    public Instant dueAt(List<Supply> supplies) {
        Instant due = null;
        for (Supply supply :
                supplies.stream().sorted(Comparator.comparing(Supply::at)).toList()) {
            Instant from = due == null || supply.at().isAfter(due) ? supply.at() : due;
            double days = Math.min(LONGEST_DAYS, supply.quantity() * daysPerUnit);
            due = from.plusSeconds(Math.round(days * SECONDS_PER_DAY));
        }
        return due;
    }
}
