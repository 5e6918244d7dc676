package dev.shuke.experiment;

import dev.shuke.experiment.statistics.ClusterDesign;
import dev.shuke.experiment.statistics.Computed;
import dev.shuke.experiment.statistics.RunningTime;
import dev.shuke.experiment.statistics.Why;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.HeavyWork;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.web.ApiException;
import dev.shuke.purpose.PurposeService;
import dev.shuke.segment.PointInTime;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;

/** Plans experiments: by what the caller knows, and by what the merchant's own past says. */
@ApplicationScoped
class CalculatorService {
    private final TenantDb db;
    private final HeavyWork heavy;
    private final PurposeService purposes;
    private final Audiences audiences;
    private final SettingRepository settings;
    private final CalculatorRepository repository;
    private final Vertx vertx;

    CalculatorService(
            TenantDb db,
            HeavyWork heavy,
            PurposeService purposes,
            Audiences audiences,
            SettingRepository settings,
            CalculatorRepository repository,
            Vertx vertx) {
        this.db = db;
        this.heavy = heavy;
        this.purposes = purposes;
        this.audiences = audiences;
        this.settings = settings;
        this.repository = repository;
        this.vertx = vertx;
    }

    /** @throws ApiException validation_failed: what cannot be computed, and why */
    Uni<SampleSizeView> units(SampleSizeRequest request) {
        return aside(() -> Calculator.units(request));
    }

    /** @throws ApiException as in {@link #units} */
    Uni<PowerView> power(PowerRequest request) {
        return aside(() -> Calculator.power(request));
    }

    /** @throws ApiException as in {@link #units} */
    Uni<DetectableEffectView> effect(DetectableEffectRequest request) {
        return aside(() -> Calculator.effect(request));
    }

    /** Planned looks take their time, off the thread that answers others. */
    private <T> Uni<T> aside(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }

    /** @throws ApiException forbidden, purpose_unavailable, purpose_forbidden, field_forbidden, validation_failed at the audience */
    Uni<DurationView> duration(DurationRequest request) {
        if (request.audience() != null) {
            GroupFigures.requireSegments();
        }
        GroupFigures.requireBehaviour();
        LocalDate today = today();
        LocalDate from = today.minusDays(request.span());
        PointInTime start = new PointInTime(
                from.atStartOfDay(CallContext.current().tenant().zone()).toInstant());
        return heavy.inTurn(() -> db.inTransaction(tx -> purposes.requireUsable(tx, request.purpose())
                .chain(() -> audiences.matching(tx, request.purpose(), request.audience(), start))
                .chain(members -> repository.arrivals(tx, members, request.event(), from, today))
                .chain(arrivals -> settings.find(tx)
                        .map(setting ->
                                duration(request, arrivals, request.share() * (1 - setting.holdout()), today)))));
    }

    /** @param share of those who come that is let in */
    private static DurationView duration(
            DurationRequest request, Map<Integer, Long> arrivals, double share, LocalDate today) {
        LocalDate from = today.minusDays(request.span());
        long[] newUnits = new long[request.span()];
        long before = 0;
        long all = 0;
        for (int day = 0; day < newUnits.length; day++) {
            all += arrivals.getOrDefault(day, 0L);
            // Of totals that are told: else the days would tell, asked about enough units, what no count does.
            newUnits[day] = GroupFigures.rounded(all) - before;
            before += newUnits[day];
        }
        LocalDate to = today.minusDays(1);
        return switch (RunningTime.days(request.units(), newUnits, share)) {
            case Computed.Value<Integer>(Integer days) -> new DurationView(days, from, to, before, null);
            case Computed.Not<Integer>(Why why) -> new DurationView(null, from, to, before, NotComputed.of(why));
        };
    }

    /** @throws ApiException field_forbidden */
    Uni<DesignEffectView> designEffect(DesignEffectRequest request) {
        GroupFigures.requireBehaviour();
        if (request.metric() == MemberMetric.REVENUE) {
            GroupFigures.requireAmounts();
        }
        LocalDate today = today();
        return heavy.inTurn(() -> db.read(tx -> repository.stores(
                        tx, request.metric(), today.minusWeeks(request.span()), today, GroupFigures.LEAST)))
                .map(stores -> DesignEffectView.of(stores.size(), ClusterDesign.of(stores), request.units()));
    }

    private static LocalDate today() {
        return LocalDate.now(CallContext.current().tenant().zone());
    }
}
