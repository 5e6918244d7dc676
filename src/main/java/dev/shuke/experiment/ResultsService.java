package dev.shuke.experiment;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.Use;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.HeavyWork;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

/** What came of experiments: counted by one statement each time, never stored. */
@ApplicationScoped
class ResultsService {
    private final TenantDb db;
    private final HeavyWork heavy;
    private final ExperimentRepository experiments;
    private final ResultsRepository repository;
    private final StoreResultsRepository stores;
    private final SeriesRepository series;
    private final Vertx vertx;

    ResultsService(
            TenantDb db,
            HeavyWork heavy,
            ExperimentRepository experiments,
            ResultsRepository repository,
            StoreResultsRepository stores,
            SeriesRepository series,
            Vertx vertx) {
        this.db = db;
        this.heavy = heavy;
        this.experiments = experiments;
        this.repository = repository;
        this.stores = stores;
        this.series = series;
        this.vertx = vertx;
    }

    /**
     * @param asOf null for now
     * @param by null for all units together only
     * @throws ApiException not_found, field_forbidden, invalid_parameter
     */
    Uni<ResultsView> read(UUID id, Instant asOf, ResultsBy by) {
        CallContext call = CallContext.current();
        return require(id, asOf)
                .map(experiment -> query(call, experiment, asOf, by, experiment.metrics()))
                .chain(asked -> heavy.inTurn(() -> db.read(tx -> count(tx, asked.query())))
                        .chain(outcomes ->
                                aside(() -> Analysis.of(asked.experiment(), asked.query(), outcomes, rounded(call)))));
    }

    /**
     * @param metric its key; null for the primary one
     * @param asOf null for now
     * @throws ApiException not_found, field_forbidden, invalid_parameter
     */
    Uni<SeriesView> series(UUID id, String metric, Instant asOf) {
        CallContext call = CallContext.current();
        return require(id, asOf)
                .map(experiment ->
                        query(call, experiment, asOf, null, List.of(Series.requireMetric(experiment, metric))))
                .chain(asked -> heavy.inTurn(() -> db.read(tx -> series.growth(tx, asked.query())))
                        .chain(growth ->
                                aside(() -> Series.of(asked.experiment(), asked.query(), growth, rounded(call)))));
    }

    private record Asked(MeasuredExperiment experiment, ResultsQuery query) {}

    /** With the definition that it had then. */
    private Uni<MeasuredExperiment> require(UUID id, Instant then) {
        return db.inTransaction(tx -> experiments
                .find(tx, id)
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("experiment"))
                .chain(found ->
                        experiments.versions(tx, id).map(versions -> MeasuredExperiment.of(found, versions, then))));
    }

    private Uni<Outcomes> count(Tx tx, ResultsQuery query) {
        return query.ofStores() ? stores.outcomes(tx, query) : repository.outcomes(tx, query);
    }

    /** Off the thread that answers others. */
    private <T> Uni<T> aside(Callable<T> analysis) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(analysis, false).toCompletionStage());
    }

    private static Asked query(
            CallContext call,
            MeasuredExperiment experiment,
            Instant asOf,
            ResultsBy by,
            List<MetricDefinition> metrics) {
        if (by != null && experiment.ofStores()) {
            throw ApiException.invalidParameter("by", "must be absent where stores are the units");
        }
        requireVisible(call, metrics, by);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        boolean past = asOf != null && asOf.isBefore(now);
        Instant then = past ? asOf : now;
        return rounded(call)
                ? new Asked(experiment, experiment.query(dayOf(call, then), true, by, metrics))
                : new Asked(experiment, experiment.query(then, past, by, metrics));
    }

    /** Who may be told of nobody in particular cannot ask for all and for all but the last. */
    private static Instant dayOf(CallContext call, Instant then) {
        return then.atZone(call.tenant().zone())
                .toLocalDate()
                .atStartOfDay(call.tenant().zone())
                .toInstant();
    }

    private static void requireVisible(CallContext call, List<MetricDefinition> metrics, ResultsBy by) {
        FieldPolicy policy = FieldPolicy.of(call);
        boolean amounts = by == ResultsBy.TIER
                || metrics.stream()
                        .flatMap(metric -> Measure.of(metric).stream())
                        .anyMatch(Measure::ofAmounts);
        if (!policy.canUse(FieldGroup.BEHAVIOUR, Use.AGGREGATE)
                || amounts && !policy.canUse(FieldGroup.AMOUNT, Use.AGGREGATE)) {
            throw new ApiException(
                    ErrorCode.FIELD_FORBIDDEN,
                    "Results tell of what members did, and some of what they paid, which is not for this caller.");
        }
    }

    /** Whether the caller may be told of nobody in particular, or of no exact amount. */
    private static boolean rounded(CallContext call) {
        FieldPolicy policy = FieldPolicy.of(call);
        Caller caller = call.caller();
        boolean persons = caller.kind() == Caller.Kind.APP || caller.may(Permission.MEMBERS_READ);
        return !persons || !policy.canReadWhole(FieldGroup.BEHAVIOUR) || !policy.canReadWhole(FieldGroup.AMOUNT);
    }
}
