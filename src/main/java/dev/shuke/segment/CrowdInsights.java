package dev.shuke.segment;

import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.segment.InsightRepository.CellOfValue;
import dev.shuke.segment.InsightRepository.Counted;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Comparisons for somebody who may see no person. Each number is the one that a preview of the rule, with the value as a
 * further condition, would answer: whoever compares learns nothing that previews do not tell, and what they hide of one
 * member is hidden here by the same {@link Crowds}.
 */
@ApplicationScoped
class CrowdInsights {
    /** Of a dimension. */
    private static final int VALUES = 20;

    private static final int MOST_CELLS = 500;
    private static final int MOST_ROWS = 200_000;

    private final InsightRepository repository;

    CrowdInsights(InsightRepository repository) {
        this.repository = repository;
    }

    /**
     * As of the day's beginning, as previews are.
     *
     * @return what to compute when the transaction is over
     * @throws ApiException field_forbidden, validation_failed when the rule tells too many members apart
     */
    Uni<Callable<InsightView>> compare(
            Tx tx, InsightRequest request, Condition rule, Collection<InsightDimension> dimensions) {
        if (request.asOf() != null) {
            throw RuleAccess.forbidden(List.of(FieldError.at("/asOf", "must not be given by this caller")));
        }
        FieldPolicy policy = FieldPolicy.of(tx.call());
        RuleTime time = Rules.time(new PointInTime(Rules.time(PointInTime.now()).startOfDay(0)));
        Audience audience = Audience.inCrowds(request.purpose(), RuleCompiler.compileSplit(rule, time));
        List<String> sensitivities = Stream.of(FieldGroup.values())
                .filter(group -> InsightDimension.counted(group, policy))
                .map(FieldGroup::key)
                .toList();
        Set<InsightDimension> read = EnumSet.copyOf(dimensions);
        if (read.contains(InsightDimension.TAG_PAIR)) {
            read.add(InsightDimension.TAG);
        }
        return repository
                .cells(tx, audience, read, time.now(), sensitivities, VALUES, MOST_ROWS + 1)
                .invoke(CrowdInsights::requireFew)
                .map(rows -> () -> InsightService.view(
                        counted(rows, dimensions, audience.splits().broad()), true));
    }

    private static void requireFew(List<CellOfValue> rows) {
        long cells = rows.stream().filter(row -> row.dimension() == null).count();
        if (cells > MOST_CELLS || rows.size() > MOST_ROWS) {
            throw ApiException.invalid("/rule", "tells too many members apart for this caller: ask for less at once");
        }
    }

    private static List<Counted> counted(List<CellOfValue> rows, Collection<InsightDimension> dimensions, int broad) {
        ValuedCells cells = new ValuedCells(
                rows.stream().filter(row -> row.dimension() == null).toList());
        long all = round(cells.members());
        if (all == 0) {
            return List.of();
        }
        long matching = round(Crowds.matching(cells.all(), broad, SegmentPreview.K));
        List<CellOfValue> ofValues =
                rows.stream().filter(row -> row.dimension() != null).toList();
        return Stream.concat(
                        Stream.of(new Counted(null, null, null, all, matching)),
                        cells.values(ofValues).stream()
                                .filter(value -> dimensions.contains(value.dimension()))
                                .map(value -> counted(value, broad, all, matching)))
                .filter(value -> value.members() > 0)
                .toList();
    }

    /** Each is put into crowds by itself: where few are alike, a part can be more than its whole, and is not told. */
    private static Counted counted(ValuedCells.Value value, int broad, long all, long matching) {
        long members = Math.min(all, round(Crowds.matching(value.alone(), 0, SegmentPreview.K)));
        long both = round(Crowds.matching(value.within(), broad, SegmentPreview.K));
        return new Counted(
                value.dimension(),
                value.value(),
                value.other(),
                members,
                both > Math.min(members, matching) ? 0 : both);
    }

    private static long round(long members) {
        Long told = SegmentPreview.rounded(members).count();
        return told == null ? 0 : told;
    }
}
