package dev.shuke.experiment;

import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.HeavyWork;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.web.ApiException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Compares the stores of a pilot with others, before and after. */
@ApplicationScoped
class PilotService {
    private final TenantDb db;
    private final HeavyWork heavy;
    private final PilotRepository repository;
    private final Vertx vertx;

    PilotService(TenantDb db, HeavyWork heavy, PilotRepository repository, Vertx vertx) {
        this.db = db;
        this.heavy = heavy;
        this.repository = repository;
        this.vertx = vertx;
    }

    /** @throws ApiException validation_failed, field_forbidden */
    Uni<PilotView> compare(PilotRequest request) {
        CallContext call = CallContext.current();
        requireDisjoint(request);
        requirePassed(request, LocalDate.now(call.tenant().zone()));
        GroupFigures.requireBehaviour();
        if (request.asked().stream().anyMatch(PilotMetric::ofMoney)) {
            GroupFigures.requireAmounts();
        }
        DoubleUnaryOperator told = GroupFigures.told(FieldPolicy.of(call));
        return heavy.inTurn(() -> db.read(tx -> repository.sales(
                        tx, request.treated(), request.control(), request.startedOn(), request.span())))
                .chain(sales -> Uni.createFrom()
                        .completionStage(() -> vertx.executeBlocking(() -> view(request, sales, told), false)
                                .toCompletionStage()));
    }

    private static void requireDisjoint(PilotRequest request) {
        requireOnce(request.treated(), "/treated", new HashSet<>());
        if (request.control() != null) {
            requireOnce(request.control(), "/control", new HashSet<>(request.treated()));
        }
    }

    private static void requireOnce(List<String> codes, String at, Set<String> seen) {
        for (int i = 0; i < codes.size(); i++) {
            if (!seen.add(codes.get(i))) {
                throw ApiException.invalid(at + "/" + i, "must name a store that is not named before");
            }
        }
    }

    /** What is not over yet is less than what came before it. */
    private static void requirePassed(PilotRequest request, LocalDate today) {
        if (request.startedOn().isAfter(today.minusWeeks(request.span()))) {
            throw ApiException.invalid("/startedOn", "must be at least as many weeks ago as are looked at");
        }
    }

    private static PilotView view(PilotRequest request, StoreSales sales, DoubleUnaryOperator told) {
        LocalDate start = request.startedOn();
        List<PilotAnalysis> analyses = request.asked().stream()
                .map(metric -> PilotAnalysis.of(metric, sales, request.span()))
                .toList();
        double[] corrected = GroupFigures.corrected(
                analyses.stream().map(PilotAnalysis::pValue).toList());
        return new PilotView(
                new PilotView.Period(start.minusWeeks(request.span()), start.minusDays(1)),
                new PilotView.Period(start, start.plusWeeks(request.span()).minusDays(1)),
                sales.stores(true).size(),
                sales.stores(false).size(),
                leftOut(request, sales),
                IntStream.range(0, analyses.size())
                        .mapToObj(i -> PilotView.metric(analyses.get(i), sales, request, corrected[i], told))
                        .toList(),
                IntStream.range(-request.span(), request.span())
                        .mapToObj(week -> new PilotView.Week(
                                start.plusWeeks(week),
                                orders(sales, true, week, told),
                                orders(sales, false, week, told)))
                        .toList(),
                PilotView.Caution.PILOT);
    }

    private static List<String> leftOut(PilotRequest request, StoreSales sales) {
        Set<String> compared = new HashSet<>();
        sales.stores().forEach(store -> compared.add(store.code()));
        return Stream.of(request.treated(), request.control())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .filter(code -> !compared.contains(code))
                .toList();
    }

    private static Double orders(StoreSales sales, boolean treated, int week, DoubleUnaryOperator told) {
        return sales.weeks().stream()
                .filter(it -> it.treated() == treated && it.week() == week)
                .filter(it -> it.sums().members() >= GroupFigures.LEAST)
                .findFirst()
                .map(it -> told.applyAsDouble(
                        (double) it.sums().orders() / sales.stores(treated).size()))
                .orElse(null);
    }
}
