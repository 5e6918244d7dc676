package dev.shuke.segment;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.tenancy.HeavyWork;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.purpose.PurposeService;
import dev.shuke.segment.InsightRepository.Counted;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What sets the members that a rule matches apart from all others. */
@ApplicationScoped
class InsightService {
    private static final double MOST_FALSE = 0.05;

    private final TenantDb db;
    private final HeavyWork heavy;
    private final Rules rules;
    private final PurposeService purposes;
    private final InsightRepository repository;
    private final CrowdInsights crowds;
    private final Vertx vertx;

    InsightService(
            TenantDb db,
            HeavyWork heavy,
            Rules rules,
            PurposeService purposes,
            InsightRepository repository,
            CrowdInsights crowds,
            Vertx vertx) {
        this.db = db;
        this.heavy = heavy;
        this.rules = rules;
        this.purposes = purposes;
        this.repository = repository;
        this.crowds = crowds;
        this.vertx = vertx;
    }

    /**
     * Compares the members that a rule matches with all.
     *
     * @throws ApiException validation_failed or field_forbidden at a node of the rule or at a dimension,
     *     purpose_unavailable
     */
    Uni<InsightView> compare(InsightRequest request) {
        return heavy.inTurn(() -> db.inTransaction(tx -> purposes.requireUsable(tx, request.purpose())
                        .chain(() -> rules.toCounts(tx, request.rule()))
                        .chain(access -> compare(tx, request, access))))
                .chain(this::aside);
    }

    /** Off the thread that answers others: crowds take their time. */
    private Uni<InsightView> aside(Callable<InsightView> view) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(view, false).toCompletionStage());
    }

    private Uni<Callable<InsightView>> compare(Tx tx, InsightRequest request, RuleAccess access) {
        Condition rule = RuleChecker.check(request.rule(), access);
        FieldPolicy policy = FieldPolicy.of(tx.call());
        if (access.countsOnly()) {
            return crowds.compare(tx, request, rule, dimensions(request, dimension -> dimension.counted(policy)));
        }
        RuleTime time = Rules.time(request.asOf() == null ? PointInTime.now() : request.asOf());
        return repository
                .count(
                        tx,
                        Audience.matching(request.purpose(), RuleCompiler.compile(rule, time)),
                        dimensions(request, dimension -> dimension.seen(policy)),
                        new Condition.Days(request.span()).start(time.asOf(), time.zone()),
                        time,
                        Stream.of(FieldGroup.values())
                                .filter(policy::canReadWhole)
                                .map(FieldGroup::key)
                                .toList())
                .map(counted -> view(counted, null))
                .map(view -> () -> view);
    }

    private static Set<InsightDimension> dimensions(InsightRequest request, Predicate<InsightDimension> allowed) {
        Set<InsightDimension> seen = EnumSet.allOf(InsightDimension.class);
        seen.removeIf(allowed.negate());
        if (request.dimensions() == null) {
            return seen;
        }
        List<FieldError> hidden = IntStream.range(0, request.dimensions().size())
                .filter(i -> !seen.contains(request.dimensions().get(i)))
                .mapToObj(i -> FieldError.at("/dimensions/" + i, "is not for this caller"))
                .toList();
        if (!hidden.isEmpty()) {
            throw RuleAccess.forbidden(hidden);
        }
        return EnumSet.copyOf(request.dimensions());
    }

    /**
     * @param counted all members first
     * @param rounded true, or null when these are the very numbers
     */
    static InsightView view(List<Counted> counted, Boolean rounded) {
        if (counted.isEmpty()) {
            return new InsightView(0, 0, rounded, 0, List.of());
        }
        Counted all = counted.getFirst();
        List<Compared> values = counted.stream()
                .skip(1)
                .map(value -> new Compared(
                        value, new Association(value.matching(), value.members(), all.matching(), all.members())))
                .toList();
        List<Compared> tested =
                values.stream().filter(value -> value.association().testable()).toList();
        List<Double> adjusted = Association.adjusted(
                tested.stream().map(value -> value.association().pValue()).toList());
        Map<Compared, Double> findings = new IdentityHashMap<>();
        IntStream.range(0, tested.size()).forEach(i -> findings.put(tested.get(i), adjusted.get(i)));
        Map<InsightDimension, List<InsightView.Value>> byDimension = values.stream()
                .collect(groupingBy(
                        value -> value.counted().dimension(),
                        () -> new EnumMap<>(InsightDimension.class),
                        mapping(value -> value.view(findings.get(value)), toList())));
        return new InsightView(all.members(), all.matching(), rounded, tested.size(), dimensions(byDimension));
    }

    private static List<InsightView.Dimension> dimensions(Map<InsightDimension, List<InsightView.Value>> values) {
        Comparator<InsightView.Value> byLift =
                Comparator.comparing(InsightView.Value::lift, Comparator.nullsFirst(Comparator.naturalOrder()));
        return values.entrySet().stream()
                .map(dimension -> new InsightView.Dimension(
                        dimension.getKey(),
                        dimension.getValue().stream().sorted(byLift.reversed()).toList()))
                .toList();
    }

    private record Compared(Counted counted, Association association) {
        /** @param adjusted null when it is not testable */
        InsightView.Value view(Double adjusted) {
            boolean told = counted.matching() >= InsightRepository.LEAST;
            boolean tested = told && adjusted != null;
            return new InsightView.Value(
                    counted.value(),
                    counted.other(),
                    counted.members(),
                    told ? counted.matching() : null,
                    told ? association.share() : null,
                    association.baseShare(),
                    told ? association.lift() : null,
                    tested ? association.pValue() : null,
                    tested ? adjusted : null,
                    tested ? adjusted <= MOST_FALSE : null);
        }
    }
}
