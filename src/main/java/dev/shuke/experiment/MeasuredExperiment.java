package dev.shuke.experiment;

import dev.shuke.experiment.statistics.Verdict;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An experiment as its results are read.
 *
 * @param definition as it is now, or was at the time asked for
 * @param startedAt null of a draft
 * @param stoppedAt null while it runs
 * @param splits how units were shared out, in the order of time; at least one
 */
record MeasuredExperiment(
        UUID id, ExperimentRequest definition, Instant startedAt, Instant stoppedAt, List<Split> splits) {
    /** A change of less is none to a merchant who has not said otherwise. */
    private static final double RELEVANT = 0.01;

    private static final double ALPHA = 0.05;

    /**
     * By which weights of the variants, in their order, units were shared out.
     *
     * @param from until the next one
     */
    record Split(Instant from, List<Double> weights) {
        private static Split of(Instant from, ExperimentRequest definition) {
            double[] weights = definition.variants().stream()
                    .mapToDouble(variant -> variant.weight() == null ? 1 : variant.weight())
                    .toArray();
            double all = Arrays.stream(weights).sum();
            return new Split(
                    from,
                    Arrays.stream(weights).mapToObj(weight -> weight / all).toList());
        }
    }

    /**
     * @param versions of its definition, from the first on
     * @param then whose definition is to be read, once it had started; null for that of now
     */
    static MeasuredExperiment of(ExperimentView stored, List<ExperimentView.Version> versions, Instant then) {
        boolean ran = then != null && stored.startedAt() != null && !then.isBefore(stored.startedAt());
        ExperimentRequest definition = versions.stream()
                .filter(version -> ran && !version.at().isAfter(then))
                .reduce((_, later) -> later)
                .map(ExperimentView.Version::definition)
                .orElse(stored.definition());
        return new MeasuredExperiment(
                stored.id(), definition, stored.startedAt(), stored.stoppedAt(), splits(stored, versions, then));
    }

    /** From the one in force at the start; those before it were of drafts. */
    private static List<Split> splits(ExperimentView stored, List<ExperimentView.Version> versions, Instant then) {
        Deque<Split> splits = new ArrayDeque<>();
        for (ExperimentView.Version version : versions) {
            Split next = Split.of(version.at(), version.definition());
            boolean draft = stored.startedAt() == null || !version.at().isAfter(stored.startedAt());
            if (draft) {
                splits.clear();
            }
            boolean known = draft || then == null || !version.at().isAfter(then);
            if (known && (splits.isEmpty() || !splits.getLast().weights().equals(next.weights()))) {
                splits.add(next);
            }
        }
        return splits.isEmpty() ? List.of(Split.of(stored.createdAt(), stored.definition())) : List.copyOf(splits);
    }

    /** @param by null for all units together */
    ResultsQuery query(Instant asOf, boolean recorded, ResultsBy by, List<MetricDefinition> metrics) {
        List<UUID> testers = definition.variants().stream()
                .flatMap(variant -> variant.testers() == null ? Stream.empty() : variant.testers().stream())
                .toList();
        return new ResultsQuery(
                id, variants(), testers, begin(asOf), changes(), stoppedAt, asOf, recorded, ofStores(), by, metrics);
    }

    /** A draft has no results yet. */
    private Instant begin(Instant asOf) {
        return startedAt == null ? asOf.plusSeconds(1) : startedAt;
    }

    /** Their keys, control first. */
    List<String> variants() {
        return definition.variants().stream().map(Variant::key).toList();
    }

    private List<Instant> changes() {
        return splits.stream().skip(1).map(Split::from).toList();
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
