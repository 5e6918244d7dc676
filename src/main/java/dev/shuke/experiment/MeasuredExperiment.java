package dev.shuke.experiment;

import dev.shuke.experiment.statistics.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An experiment as its results are read.
 *
 * @param definition as it is now
 * @param startedAt null of a draft
 * @param stoppedAt null while it runs
 */
record MeasuredExperiment(UUID id, ExperimentRequest definition, Instant startedAt, Instant stoppedAt) {
    /** A change of less is none to a merchant who has not said otherwise. */
    private static final double RELEVANT = 0.01;

    private static final double ALPHA = 0.05;

    static MeasuredExperiment of(ExperimentView stored) {
        return new MeasuredExperiment(stored.id(), stored.definition(), stored.startedAt(), stored.stoppedAt());
    }

    /** @param by null for all units together */
    ResultsQuery query(Instant asOf, boolean recorded, ResultsBy by, List<MetricDefinition> metrics) {
        List<UUID> testers = definition.variants().stream()
                .flatMap(variant -> variant.testers() == null ? Stream.empty() : variant.testers().stream())
                .toList();
        return new ResultsQuery(
                id, variants(), testers, begin(asOf), stoppedAt, asOf, recorded, ofStores(), by, metrics);
    }

    /** A draft has no results yet. */
    private Instant begin(Instant asOf) {
        return startedAt == null ? asOf.plusSeconds(1) : startedAt;
    }

    /** Their keys, control first. */
    List<String> variants() {
        return definition.variants().stream().map(Variant::key).toList();
    }

    double[] weights() {
        return definition.variants().stream()
                .mapToDouble(variant -> variant.weight() == null ? 1 : variant.weight())
                .toArray();
    }

    List<MetricDefinition> metrics() {
        return definition.metrics() == null ? List.of() : definition.metrics();
    }

    boolean ofStores() {
        return definition.unit() == ExperimentUnit.STORE;
    }

    Look look() {
        ExperimentPlan plan = definition.plan();
        return plan == null
                ? new Look(PlanKind.FIXED, 0, 1, 1 - ALPHA)
                : Look.of(plan, plan.alpha() == null ? ALPHA : plan.alpha());
    }

    double relevantLift() {
        ExperimentPlan plan = definition.plan();
        return plan == null || plan.effect() == null ? RELEVANT : Math.abs(plan.effect());
    }

    static boolean primary(MetricDefinition metric) {
        return metric.role() == MetricRole.PRIMARY;
    }

    static Verdict.Goal goal(MetricDefinition metric) {
        return metric.direction() == MetricDefinition.Direction.DECREASE ? Verdict.Goal.LOWER : Verdict.Goal.HIGHER;
    }

    /** Minor units that one unit of the variant costs, of so many. */
    double cost(int variant, long units) {
        Variant.Cost cost = definition.variants().get(variant).cost();
        if (cost == null || units == 0) {
            return 0;
        }
        double fixed = cost.fixed() == null ? 0 : cost.fixed().amount();
        return fixed / units + (cost.perUnit() == null ? 0 : cost.perUnit().amount());
    }
}
