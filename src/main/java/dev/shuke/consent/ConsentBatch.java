package dev.shuke.consent;

import static java.util.stream.Collectors.toSet;

import dev.shuke.consent.LedgerDraft.Drawn;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.BulkResult.Rejected;
import dev.shuke.platform.web.Problem.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Rows about what members have said, on their way into the ledgers: each by itself, as if it came in a call of its own. */
final class ConsentBatch {
    /** A row as it was sent, and its member's identity in its one spelling, if he is named by one. */
    private record Line(int index, ConsentRowRequest row, IdentityValue identity) {}

    private final List<Line> lines = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private final Map<UUID, List<Line>> byMember = new LinkedHashMap<>();
    private final List<LedgerEntry> fresh = new ArrayList<>();
    private int unchanged;

    void add(ConsentRowRequest row, int index) {
        if (row.member() == null == (row.memberId() == null)) {
            throw ApiException.invalid("/member", "must be given, or else memberId");
        }
        lines.add(
                new Line(index, row, row.member() == null ? null : row.member().normalised("/member")));
    }

    void reject(ApiException refusal, int index) {
        rejected.add(Rejected.of(index, refusal));
    }

    Set<IdentityValue> identities() {
        return lines.stream().map(Line::identity).filter(Objects::nonNull).collect(toSet());
    }

    /** Knows now who has which identity. */
    void resolve(Map<IdentityValue, UUID> owners) {
        for (Line line : lines) {
            UUID member = line.identity() == null ? line.row().memberId() : owners.get(line.identity());
            if (member == null) {
                reject(unknown(), line.index());
            } else {
                byMember.computeIfAbsent(member, one -> new ArrayList<>()).add(line);
            }
        }
    }

    private static ApiException unknown() {
        return ApiException.invalid("/member", "must be somebody who is known");
    }

    Set<UUID> members() {
        return byMember.keySet();
    }

    /** Others there are not, or they are somebody else by now. */
    void keep(List<UUID> living) {
        Map<UUID, List<Line>> gone = new HashMap<>(byMember);
        gone.keySet().removeAll(Set.copyOf(living));
        gone.values().forEach(rows -> rows.forEach(line -> reject(unknown(), line.index())));
        byMember.keySet().removeAll(gone.keySet());
    }

    Set<Purpose> purposes() {
        return all(ConsentRowRequest::purpose);
    }

    Set<Instant> times() {
        return all(ConsentRowRequest::occurredAt);
    }

    Set<UUID> versions() {
        return all(ConsentRowRequest::noticeVersionId);
    }

    private <T> Set<T> all(Function<ConsentRowRequest, T> part) {
        return lines.stream()
                .map(line -> part.apply(line.row()))
                .filter(Objects::nonNull)
                .collect(toSet());
    }

    /** @param drafts of each member's ledger */
    void draw(Function<UUID, LedgerDraft> drafts) {
        byMember.forEach((member, rows) -> {
            LedgerDraft draft = drafts.apply(member);
            for (Line line : rows) {
                draft = draw(draft, line);
            }
        });
    }

    private LedgerDraft draw(LedgerDraft draft, Line line) {
        try {
            Drawn drawn = draft.draw(List.of(line.row().request()));
            fresh.addAll(drawn.fresh());
            unchanged += drawn.fresh().isEmpty() ? 1 : 0;
            return draft.after(drawn);
        } catch (ApiException refusal) {
            reject(ofRow(refusal), line.index());
            return draft;
        }
    }

    /** A draft points into an array, in which the row is the only one. */
    private static ApiException ofRow(ApiException refusal) {
        return ApiException.invalid(refusal.errors().stream()
                .map(error -> FieldError.at(error.pointer().replaceFirst("^/0", ""), error.detail()))
                .toList());
    }

    /** The rows to add. */
    List<LedgerEntry> fresh() {
        return fresh;
    }

    ConsentBatchResult result() {
        rejected.sort(Comparator.comparing(Rejected::index));
        return new ConsentBatchResult(fresh.size(), unchanged, List.copyOf(rejected));
    }
}
