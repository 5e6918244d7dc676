package dev.shuke.experiment;

import dev.shuke.experiment.CohortMetric.Followed;
import dev.shuke.experiment.CohortRequest.Cohort;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.HeavyWork;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.segment.PinnedSegmentService;
import dev.shuke.segment.PinnedSegmentService.Entered;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Compares members by when they first bought, or entered a segment. */
@ApplicationScoped
class CohortService {
    private final TenantDb db;
    private final HeavyWork heavy;
    private final PinnedSegmentService segments;
    private final CohortRepository repository;

    CohortService(TenantDb db, HeavyWork heavy, PinnedSegmentService segments, CohortRepository repository) {
        this.db = db;
        this.heavy = heavy;
        this.segments = segments;
        this.repository = repository;
    }

    /** @throws ApiException validation_failed, field_forbidden, and of segments forbidden, not_found, conflict */
    Uni<CohortView> compare(CohortRequest request) {
        CallContext call = CallContext.current();
        LocalDate today = LocalDate.now(call.tenant().zone());
        requirePassed(request.baseline(), "/baseline", request.span(), today);
        requirePassed(request.compared(), "/compared", request.span(), today);
        requireApart(request);
        GroupFigures.requireBehaviour();
        GroupFigures.requireAmounts();
        FieldPolicy policy = FieldPolicy.of(call);
        return heavy.inTurn(() -> request.ofSegments()
                        ? db.inTransaction(tx -> entered(tx, request))
                        : db.read(tx -> repository.bought(tx, request)))
                .map(followed -> view(request, followed, policy));
    }

    private static void requireApart(CohortRequest request) {
        if (request.ofSegments() != (request.compared().segment() != null)) {
            throw ApiException.invalid("/compared/segment", "must be given of both cohorts, or of neither");
        }
        if (request.baseline().meets(request.compared())) {
            throw ApiException.invalid("/compared", "must have no day that the baseline has, or another segment");
        }
        if (request.ofSegments()) {
            GroupFigures.requireSegments();
        }
    }

    private Uni<Map<Boolean, Followed>> entered(Tx tx, CohortRequest request) {
        return requireEntered(tx, request.baseline(), "/baseline")
                .chain(baseline -> requireEntered(tx, request.compared(), "/compared")
                        .chain(compared -> repository.entered(tx, request, baseline, compared)));
    }

    /** The purpose of the cohort's segment, which has been looked at before the first of the days. */
    private Uni<Purpose> requireEntered(Tx tx, Cohort cohort, String at) {
        return segments.requireEntered(tx, cohort.segment(), at + "/segment")
                .invoke(segment -> {
                    LocalDate known = LocalDate.ofInstant(
                            segment.since(), tx.call().tenant().zone());
                    if (!cohort.from().isAfter(known)) {
                        throw ApiException.invalid(
                                at + "/from",
                                "must be later than " + known
                                        + ", when members were first looked for by the rule that the segment has now");
                    }
                })
                .map(Entered::purpose);
    }

    /** The last of them has been followed to the end. */
    private static void requirePassed(Cohort cohort, String at, int days, LocalDate today) {
        if (cohort.to().isBefore(cohort.from())) {
            throw ApiException.invalid(at + "/to", "must not be before from");
        }
        if (!cohort.to().isBefore(today.minusDays(days))) {
            throw ApiException.invalid(at + "/to", "must be longer ago than members are followed");
        }
    }

    private static CohortView view(CohortRequest request, Map<Boolean, Followed> followed, FieldPolicy policy) {
        Followed one = followed.getOrDefault(false, Followed.NOBODY);
        Followed other = followed.getOrDefault(true, Followed.NOBODY);
        List<CohortView.Compared> all = Stream.of(CohortMetric.values())
                .map(metric -> CohortView.Compared.of(metric, one, other))
                .toList();
        double[] corrected = GroupFigures.corrected(
                all.stream().map(CohortView.Compared::pValue).toList());
        return CohortView.of(
                size(one, policy),
                size(other, policy),
                IntStream.range(0, all.size())
                        .mapToObj(i -> all.get(i).report(corrected[i], request.relevant(), GroupFigures.told(policy)))
                        .toList(),
                request.ofSegments());
    }

    private static CohortView.Size size(Followed cohort, FieldPolicy policy) {
        long members = cohort.members();
        return new CohortView.Size(
                members < GroupFigures.LEAST
                        ? null
                        : GroupFigures.whole(policy)
                                ? Long.valueOf(members)
                                : Long.valueOf(GroupFigures.rounded(members)));
    }
}
