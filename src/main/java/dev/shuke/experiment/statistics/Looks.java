package dev.shuke.experiment.statistics;

import java.util.stream.IntStream;

/**
 * When an experiment is looked at, and what that costs. A difference is measured in standard errors at the planned end (the
 * drift); who looks more often needs more units for the same power, {@link #inflation} times as many.
 */
public sealed interface Looks {
    Looks ONCE = new Once();

    /** At the planned end. */
    record Once() implements Looks {
        @Override
        public double power(double confidence, double drift) {
            return Tails.normalAbove(Tails.normalMultiplier(confidence) - drift);
        }

        @Override
        public double drift(double confidence, double power) {
            return Tails.normalMultiplier(confidence) - Tails.normalQuantileAbove(power);
        }
    }

    /**
     * Whenever one likes, by the {@link ConfidenceSequence} tuned for the planned end. Power is what there is at that end;
     * what an earlier look adds is not counted.
     */
    record Anytime() implements Looks {
        @Override
        public double power(double confidence, double drift) {
            return Tails.normalAbove(ConfidenceSequence.multiplierAtPlan(confidence) - drift);
        }

        @Override
        public double drift(double confidence, double power) {
            return ConfidenceSequence.multiplierAtPlan(confidence) - Tails.normalQuantileAbove(power);
        }
    }

    /** As often as planned, at equal distances: {@link GroupSequential}. */
    record Planned(int looks, ErrorSpending spending) implements Looks {
        public Planned {
            if (looks < 1 || looks > GroupSequential.MOST_LOOKS) {
                throw new IllegalArgumentException("1 to " + GroupSequential.MOST_LOOKS + " looks");
            }
        }

        @Override
        public double power(double confidence, double drift) {
            return drift >= GroupSequential.FARTHEST
                    ? 1
                    : GroupSequential.power(times(), boundaries(confidence), drift);
        }

        @Override
        public double drift(double confidence, double power) {
            return GroupSequential.drift(times(), boundaries(confidence), power);
        }

        private double[] times() {
            return IntStream.rangeClosed(1, looks)
                    .mapToDouble(look -> (double) look / looks)
                    .toArray();
        }

        private double[] boundaries(double confidence) {
            return GroupSequential.boundaries(times(), confidence, spending);
        }
    }

    /** How often a drift is found. */
    double power(double confidence, double drift);

    /** The drift that is found with this power. */
    double drift(double confidence, double power);

    /** Units for this power, ÷ those of a test at the end alone. Jennison and Turnbull 2000, Group Sequential Methods, 2.3. */
    default double inflation(double confidence, double power) {
        double relative = drift(confidence, power) / ONCE.drift(confidence, power);
        return relative * relative;
    }
}
