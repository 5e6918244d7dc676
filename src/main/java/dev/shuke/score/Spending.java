package dev.shuke.score;

/**
 * What a member spent each time: all that gamma-gamma needs to know of them.
 *
 * @param purchases those counted as {@link BuyingPattern#repeats}, since the first one is often unlike the others; at least 0
 * @param mean amount of one of them, above 0 in minor units; without purchases it says nothing
 */
public record Spending(int purchases, double mean) {
    public Spending {
        if (purchases < 0 || purchases > 0 && !(mean > 0 && mean < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("no spending: " + purchases + " purchases of " + mean);
        }
    }

    double total() {
        return purchases == 0 ? 0 : purchases * mean;
    }
}
