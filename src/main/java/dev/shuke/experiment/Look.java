package dev.shuke.experiment;

import dev.shuke.experiment.statistics.Comparison;
import dev.shuke.experiment.statistics.Computed;
import dev.shuke.experiment.statistics.ConfidenceSequence;
import dev.shuke.experiment.statistics.ErrorSpending;
import dev.shuke.experiment.statistics.Estimate;
import dev.shuke.experiment.statistics.GroupSequential;
import dev.shuke.experiment.statistics.Welch;
import java.util.stream.IntStream;

/**
 * How two variants are compared at a reading: by what was planned before there were any results.
 *
 * @param sampleSize planned, of each variant; 0 for none
 * @param looks planned; they are evenly apart
 */
record Look(PlanKind kind, long sampleSize, int looks, double confidence) {
    /** Of a sequential plan that says none: where its interval is narrowest. */
    private static final long USUAL_SAMPLE = 5_000;

    private static final int USUAL_LOOKS = 5;

    static Look of(ExperimentPlan plan, double alpha) {
        return new Look(
                plan.kind() == PlanKind.GROUP_SEQUENTIAL && plan.sampleSize() == null ? PlanKind.FIXED : plan.kind(),
                plan.sampleSize() == null ? 0 : plan.sampleSize(),
                plan.looks() == null ? USUAL_LOOKS : plan.looks(),
                1 - alpha);
    }

    /** Of whatever is not the primary metric: looks are planned for that one alone, so the others must hold at any. */
    Look ofOthers() {
        return kind == PlanKind.GROUP_SEQUENTIAL ? new Look(PlanKind.SEQUENTIAL, sampleSize, looks, confidence) : this;
    }

    /** Whether it holds whenever it is made. */
    boolean anytime() {
        return kind == PlanKind.SEQUENTIAL;
    }

    /** Units of each variant below which nothing is concluded: all that were planned, or those of the first look. */
    long least() {
        return switch (kind) {
            case FIXED -> sampleSize;
            case SEQUENTIAL -> 0;
            case GROUP_SEQUENTIAL -> (sampleSize + looks - 1) / looks;
        };
    }

    Computed<Comparison> compare(Estimate control, Estimate variant) {
        return switch (kind) {
            case FIXED -> Welch.compare(control, variant, confidence);
            case SEQUENTIAL ->
                ConfidenceSequence.compare(
                        control, variant, confidence, 2 * (sampleSize == 0 ? USUAL_SAMPLE : sampleSize));
            case GROUP_SEQUENTIAL ->
                GroupSequential.compare(
                        control, variant, confidence, times(control, variant), ErrorSpending.O_BRIEN_FLEMING);
        };
    }

    /** Of the looks that are due by now; of the first, if none is yet. Between two looks the last one is repeated. */
    private double[] times(Estimate control, Estimate variant) {
        double time = ((double) control.units() + variant.units()) / (2.0 * sampleSize);
        int due = (int) Math.clamp((long) Math.floor(time * looks), 1, looks);
        return IntStream.rangeClosed(1, due)
                .mapToDouble(look -> (double) look / looks)
                .toArray();
    }

    /** For people who want to look it up. */
    String method(boolean plainProportion) {
        return switch (kind) {
            case FIXED -> plainProportion ? "two_proportions" : "welch";
            case SEQUENTIAL -> "confidence_sequence";
            case GROUP_SEQUENTIAL -> "group_sequential";
        };
    }
}
