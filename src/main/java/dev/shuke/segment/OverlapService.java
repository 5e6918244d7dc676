package dev.shuke.segment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.segment.OverlapRepository.Numbers;
import dev.shuke.segment.OverlapRepository.Step;
import dev.shuke.segment.SegmentService.Asked;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/**
 * How many members segments have in common. The members of a stored segment are remembered in this process as a bitmap,
 * which follows the changes told since; what is remembered is by the rule alone, and whom the purpose does not admit is
 * taken out at each call.
 */
@ApplicationScoped
public class OverlapService {
    /** Behind by more than so many changes it is read anew. */
    private static final int MOST_CHANGES = 10_000;

    private static final long MOST_BYTES = 64L * 1024 * 1024;

    /** Of one tenant: another's segment of that id is another's. */
    private record Key(UUID tenant, UUID segment) {}

    private final TenantDb db;
    private final SegmentService segments;
    private final OverlapRepository repository;
    private final Cache<Key, Numbers> remembered = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Key key, Numbers numbers) -> 100 + numbers.members().getSizeInBytes())
            .build();

    OverlapService(TenantDb db, SegmentService segments, OverlapRepository repository) {
        this.db = db;
        this.segments = segments;
        this.repository = repository;
    }

    /** @throws ApiException not_found of one of the segments */
    Uni<OverlapView> overlap(OverlapRequest request) {
        return db.inTransaction(tx -> segments.ask(tx, request.segments()).chain(asked -> members(tx, asked)))
                .map(members -> new OverlapView(request.segments(), matrix(members)));
    }

    private Uni<List<RoaringBitmap>> members(Tx tx, List<Asked> all) {
        UUID[] ids = all.stream().map(asked -> asked.segment().id()).toArray(UUID[]::new);
        return repository
                .generations(tx, ids)
                .chain(generations -> inTurn(all, asked -> matching(tx, asked, generations)))
                .chain(matching -> excluded(tx, all).map(excluded -> admitted(all, matching, excluded)));
    }

    private Uni<Map<Purpose, RoaringBitmap>> excluded(Tx tx, List<Asked> all) {
        List<Purpose> purposes =
                all.stream().map(asked -> asked.segment().purpose()).distinct().toList();
        return inTurn(purposes, purpose -> repository.excluded(tx, purpose))
                .map(excluded -> IntStream.range(0, purposes.size())
                        .boxed()
                        .collect(Collectors.toMap(purposes::get, excluded::get)));
    }

    private static List<RoaringBitmap> admitted(
            List<Asked> all, List<RoaringBitmap> matching, Map<Purpose, RoaringBitmap> excluded) {
        return IntStream.range(0, all.size())
                .mapToObj(i -> admitted(all.get(i).segment(), matching.get(i), excluded))
                .toList();
    }

    /** Whom nothing has chosen was just read by what admits him. */
    private static RoaringBitmap admitted(
            SegmentView segment, RoaringBitmap matching, Map<Purpose, RoaringBitmap> excluded) {
        return segment.chooses() ? RoaringBitmap.andNot(matching, excluded.get(segment.purpose())) : matching;
    }

    private static List<List<Long>> matrix(List<RoaringBitmap> members) {
        return members.stream()
                .map(row -> members.stream()
                        .map(column -> (long) RoaringBitmap.andCardinality(row, column))
                        .toList())
                .toList();
    }

    private static <S, T> Uni<List<T>> inTurn(List<S> of, Function<S, Uni<T>> work) {
        return Multi.createFrom()
                .iterable(of)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .asList();
    }

    private Uni<RoaringBitmap> matching(Tx tx, Asked asked, Map<UUID, Long> generations) {
        return asked.segment().stored()
                ? current(tx, asked, generations.get(asked.segment().id())).map(Numbers::members)
                : repository.number(tx, asked.audience()).chain(() -> repository.list(tx, asked.audience()));
    }

    private Uni<Numbers> current(Tx tx, Asked asked, Long generation) {
        Key key = new Key(tx.tenantId(), asked.segment().id());
        Numbers known = remembered.getIfPresent(key);
        if (known == null || generation == null) {
            return read(tx, asked).invoke(numbers -> remembered.put(key, numbers));
        }
        return known.generation() == generation
                ? Uni.createFrom().item(known)
                : follow(tx, asked, known, generation).invoke(numbers -> remembered.put(key, numbers));
    }

    /** Of whom nothing is told any more, or who has no number yet, only reading anew knows. */
    private Uni<Numbers> follow(Tx tx, Asked asked, Numbers known, long generation) {
        long behind = generation - known.generation();
        return behind < 0 || behind > MOST_CHANGES
                ? read(tx, asked)
                : repository
                        .changes(tx, asked.segment().id(), known.generation(), MOST_CHANGES)
                        .chain(steps -> steps.size() < behind || steps.stream().anyMatch(step -> step.member() == null)
                                ? read(tx, asked)
                                : Uni.createFrom().item(followed(known, steps)));
    }

    private static Numbers followed(Numbers known, List<Step> steps) {
        RoaringBitmap members = known.members().clone();
        for (Step step : steps) {
            if (step.entered()) {
                members.add(step.member());
            } else {
                members.remove(step.member());
            }
        }
        return new Numbers(members, steps.getLast().generation(), true);
    }

    private Uni<Numbers> read(Tx tx, Asked asked) {
        UUID id = asked.segment().id();
        return repository
                .stored(tx, id)
                .chain(numbers -> numbers.complete()
                        ? Uni.createFrom().item(numbers)
                        : repository.number(tx, id).chain(() -> repository.stored(tx, id)));
    }
}
