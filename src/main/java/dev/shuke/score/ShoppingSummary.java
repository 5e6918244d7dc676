package dev.shuke.score;

/**
 * What one member had done by a moment, the cut-off: all that churn is told from. Nothing after the cut-off may be in it.
 *
 * @param recencyDays from the last order to the cut-off
 * @param tenureDays from the first order to the cut-off
 * @param orders all of them, at least 1
 * @param orderDays on how many days they were
 * @param recentOrders those of the last 90 days
 * @param spent their gross sum in minor units
 * @param products how many different ones
 * @param refunds cancelled or returned
 * @param complaints opened
 * @param unusedBenefits coupons and the like that were granted and neither used nor yet expired
 * @param competitorContacts signals of a competitor
 */
public record ShoppingSummary(
        double recencyDays,
        double tenureDays,
        int orders,
        int orderDays,
        int recentOrders,
        double spent,
        int products,
        int refunds,
        int complaints,
        int unusedBenefits,
        int competitorContacts) {
    public ShoppingSummary {
        boolean days = recencyDays >= 0 && recencyDays <= tenureDays && tenureDays < Double.POSITIVE_INFINITY;
        boolean counts = orderDays >= 1 && orderDays <= orders && recentOrders >= 0 && recentOrders <= orders;
        boolean others =
                products >= 0 && refunds >= 0 && complaints >= 0 && unusedBenefits >= 0 && competitorContacts >= 0;
        if (!days || !counts || !others || !(spent >= 0 && spent < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("no summary of a member's shopping");
        }
    }

    /** From the first order to the last one. */
    double spanDays() {
        return tenureDays - recencyDays;
    }
}
