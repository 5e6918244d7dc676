package dev.shuke.score;

import java.util.List;

/**
 * What a model of members' values said of members whose future had come: part of the model's record.
 *
 * @param members how many
 * @param expected sum of what they were expected to spend, in minor units
 * @param spent sum of what they spent
 * @param coverage how probable their intervals were said to be
 * @param below share of members who spent less than their interval
 * @param above share of members who spent more
 */
public record LifetimeValueBackTest(
        int members, double expected, double spent, double coverage, double below, double above) {
    /**
     * A member at a cut-off, and what then happened.
     *
     * @param laterSpent within the model's horizon from the cut-off, discounted as the model is
     */
    public record Outcome(BuyingPattern buying, Spending spent, double laterSpent) {}

    /**
     * Of one member or more.
     *
     * @param model learned from what was known at the cut-off
     */
    public static LifetimeValueBackTest of(LifetimeValueModel model, List<Outcome> outcomes, double coverage) {
        double expected = 0;
        double spent = 0;
        double below = 0;
        double above = 0;
        for (Outcome outcome : outcomes) {
            LifetimeValue value = model.value(outcome.buying(), outcome.spent(), coverage);
            expected += value.expected();
            spent += outcome.laterSpent();
            below += outcome.laterSpent() < value.low() ? 1 : 0;
            above += outcome.laterSpent() > value.high() ? 1 : 0;
        }
        int members = outcomes.size();
        return new LifetimeValueBackTest(members, expected, spent, coverage, below / members, above / members);
    }

    /** The share of members who spent what their interval said: at least {@link #coverage} where all is well. */
    public double covered() {
        return 1 - below - above;
    }
}
