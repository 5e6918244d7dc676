package dev.shuke.experiment.statistics;

/**
 * What may be concluded, in one sentence for people.
 *
 * @param sentence ends with a full stop; figures in percent, rounded never to say more than is known
 */
public record Verdict(Kind kind, Sentence sentence) {

    public enum Kind {
        SAMPLE_RATIO_MISMATCH,
        MULTIPLE_EXPOSURE,
        NOT_COMPUTABLE,
        NOT_ENOUGH_DATA,
        BETTER,
        WORSE,
        NO_DIFFERENCE
    }

    /** Which way is good. */
    public enum Goal {
        HIGHER,
        LOWER
    }

    public record Sentence(String zh, String en) {}

    /**
     * What the verdict is read from.
     *
     * @param variant what the merchant calls it
     * @param goal of the metric
     * @param sampleRatio of all variants
     * @param exposure of all variants
     * @param units so far, of all variants
     * @param plannedUnits below which nothing is concluded, unless {@code anytime}; 0 for none
     * @param anytime whether the comparison is valid at every look
     * @param relevantLift the least lift that would matter to the merchant: what is surely smaller is no difference
     * @param correctedPValue for the number of comparisons; that of the comparison itself where there is one alone
     */
    public record Reading(
            String variant,
            Goal goal,
            Computed<SampleRatio> sampleRatio,
            MultipleExposure exposure,
            long units,
            long plannedUnits,
            boolean anytime,
            double relevantLift,
            Computed<Comparison> comparison,
            double correctedPValue) {

        boolean early() {
            return !anytime && units < plannedUnits;
        }
    }

    /** The gates first; then whether there is enough; only then the result. */
    public static Verdict of(Reading reading) {
        if (reading.sampleRatio() instanceof Computed.Value<SampleRatio>(SampleRatio ratio) && ratio.mismatch()) {
            return new Verdict(Kind.SAMPLE_RATIO_MISMATCH, VerdictSentence.mismatch(ratio));
        }
        if (reading.exposure().tooMany()) {
            return new Verdict(Kind.MULTIPLE_EXPOSURE, VerdictSentence.multipleExposure(reading.exposure()));
        }
        if (reading.early()) {
            return new Verdict(Kind.NOT_ENOUGH_DATA, VerdictSentence.early(reading.units(), reading.plannedUnits()));
        }
        return switch (reading.comparison()) {
            case Computed.Not<Comparison>(Why why) -> withoutFigure(why);
            case Computed.Value<Comparison>(Comparison comparison) -> of(reading, VerdictFigure.of(comparison));
        };
    }

    private static Verdict withoutFigure(Why why) {
        return switch (why) {
            case NO_UNITS, ONE_UNIT, TOO_FEW_UNITS -> new Verdict(Kind.NOT_ENOUGH_DATA, VerdictSentence.notEnough(why));
            default -> new Verdict(Kind.NOT_COMPUTABLE, VerdictSentence.notComputable(why));
        };
    }

    private static Verdict of(Reading reading, VerdictFigure figure) {
        if (figure.comparison().significant(reading.correctedPValue())) {
            boolean better = figure.value() > 0 == (reading.goal() == Goal.HIGHER);
            return new Verdict(
                    better ? Kind.BETTER : Kind.WORSE, VerdictSentence.told(reading.variant(), better, figure));
        }
        boolean small = figure.relative() && figure.interval().reach() <= reading.relevantLift();
        return small
                ? new Verdict(Kind.NO_DIFFERENCE, VerdictSentence.noDifference(figure))
                : new Verdict(Kind.NOT_ENOUGH_DATA, VerdictSentence.open(figure));
    }
}
