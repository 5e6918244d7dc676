package dev.shuke.event;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.collection.CollectionRuleView;
import dev.shuke.collection.Door;
import dev.shuke.event.EventRepository.Known;
import dev.shuke.event.EventRow.Key;
import dev.shuke.event.IngestResult.Rejected;
import dev.shuke.event.IngestResult.Unknown;
import dev.shuke.member.IdentityService.Owner;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A batch on its way in. Every event sent is at any time either open ({@link #rows()}), accepted, a duplicate or
 * rejected, so that the counts of the answer add up.
 */
class Batch {
    private List<EventRow> rows = new ArrayList<>();
    /** By key, the rejected ones taken away. */
    private final Map<Key, EventRow> firsts = new HashMap<>();

    private final List<EventRow> repeats = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private final List<Rejected> leftOut = new ArrayList<>();
    /** Whether the one event is the whole body: what is wrong with it is the answer. */
    private final boolean alone;

    private Unknown unknown = Unknown.NOTHING;
    private int accepted;
    private int duplicates;

    Batch(boolean alone) {
        this.alone = alone;
    }

    /** The first event under a key stands for it; what the batch itself repeats shares the first one's fate. */
    void add(EventRow row) {
        EventRow first = firsts.putIfAbsent(row.key(), row);
        if (first == null) {
            rows.add(row);
        } else if (row.sameAs(first.digest())) {
            repeats.add(row);
        } else {
            reject(row, ErrorCode.CONFLICT, "The batch has another event with this source and sourceId.");
        }
    }

    void reject(int index, ApiException refusal) {
        rejected.add(Rejected.of(index, refusal));
    }

    private void reject(EventRow row, ErrorCode code, String detail) {
        rejected.add(Rejected.of(row.index(), code, detail));
    }

    /** What is still to be decided. */
    List<EventRow> rows() {
        return rows;
    }

    Set<IdentityValue> identities() {
        return rows.stream().map(EventRow::member).collect(toSet());
    }

    /** The stores that events not rejected name. */
    Set<String> stores() {
        return kept().map(EventRequest::store).filter(Objects::nonNull).collect(toSet());
    }

    /** The products that they name. */
    Set<String> skus() {
        return kept().filter(event -> event.items() != null)
                .flatMap(event -> event.items().stream())
                .map(EventRequest.Item::sku)
                .collect(toSet());
    }

    private Stream<EventRequest> kept() {
        return firsts.values().stream().map(EventRow::event);
    }

    void missing(Unknown names) {
        unknown = names;
    }

    Set<IdentityValue> unknown(Set<IdentityValue> known) {
        Set<IdentityValue> unknown = new HashSet<>(identities());
        unknown.removeAll(known);
        return unknown;
    }

    /** Open events about somebody who is not known. */
    List<EventRow> ofUnknown(Set<IdentityValue> known) {
        return rows.stream().filter(row -> !known.contains(row.member())).toList();
    }

    /** Open events that were sent before about somebody who was erased since: they do not bring him back. */
    void settleErased(List<byte[]> digests) {
        settle(
                rows.stream()
                        .filter(row -> digests.stream().anyMatch(row::sameAs))
                        .toList(),
                row -> {
                    firsts.remove(row.key()); // what it names is not noted either
                    return Fate.DUPLICATE;
                });
    }

    void rejectUnknown(Set<IdentityValue> known) {
        settle(ofUnknown(known), row -> {
            reject(row, ErrorCode.UNKNOWN_MEMBER, "Nobody has this identity, and createMembers is false.");
            return Fate.REJECTED;
        });
    }

    /** Open events that the database has: the same is a duplicate, another under the same key a conflict. */
    void settleKnown(List<Known> known) {
        Map<Key, byte[]> digests = known.stream().collect(toMap(Known::key, Known::digest));
        settle(rows.stream().filter(row -> digests.containsKey(row.key())).toList(), row -> {
            if (row.sameAs(digests.get(row.key()))) {
                return Fate.DUPLICATE;
            }
            reject(row, ErrorCode.CONFLICT, "Another event with this source and sourceId was sent before.");
            return Fate.REJECTED;
        });
    }

    Set<String> types() {
        return rows.stream().map(row -> row.event().type()).collect(toSet());
    }

    /**
     * @param checks of the props of those types that have a schema
     * @throws ApiException validation_failed, when the one event is the whole body
     */
    void rejectMisfits(Map<String, Function<JsonNode, List<FieldError>>> checks) {
        Map<Key, ApiException> misfits = new HashMap<>();
        for (EventRow row : rows) {
            List<FieldError> errors =
                    checks.getOrDefault(row.event().type(), props -> List.of()).apply(row.props());
            if (!errors.isEmpty()) {
                misfits.put(row.key(), ApiException.invalid(errors));
            }
        }
        refuse(misfits);
    }

    /** The members about whom events are that are still open and of one of the types. */
    Set<UUID> members(Set<String> types, Map<IdentityValue, Owner> owners) {
        return rows.stream()
                .filter(row -> types.contains(row.event().type()))
                .map(row -> owners.get(row.member()))
                .filter(Objects::nonNull)
                .map(Owner::memberId)
                .collect(toSet());
    }

    /**
     * Keeps of open events what their members allow.
     *
     * @param owners of identities that are known; whoever has another is new
     * @throws ApiException consent_missing, when the one event is the whole body
     */
    void screen(Door door, Map<IdentityValue, Owner> owners) {
        Map<Key, ApiException> refused = new HashMap<>();
        List<EventRow> screened = new ArrayList<>();
        for (EventRow row : rows) {
            Owner owner = owners.get(row.member());
            CollectionRuleView bar = door.bar(row.event().type(), owner == null ? null : owner.memberId());
            ScreenedEvent found = ScreenedEvent.of(row, bar);
            screened.add(found.kept() == null ? row : found.kept());
            ApiException missing = CollectionRuleView.refusal(found.missing());
            if (found.kept() == null) {
                refused.put(row.key(), missing);
            } else if (!found.missing().isEmpty()) {
                leftOut.add(Rejected.of(row.index(), missing));
            }
        }
        rows = screened;
        refuse(refused);
    }

    private void refuse(Map<Key, ApiException> refused) {
        settle(rows.stream().filter(row -> refused.containsKey(row.key())).toList(), row -> {
            if (alone) {
                throw refused.get(row.key());
            }
            reject(row.index(), refused.get(row.key()));
            return Fate.REJECTED;
        });
    }

    /** Of events that name the same one to correct, the first does. */
    void rejectRivals() {
        Set<Key> corrected = new HashSet<>();
        settle(
                rows.stream()
                        .filter(row -> row.corrects() != null && !corrected.add(row.corrects()))
                        .toList(),
                this::superfluous);
    }

    /** Those that were not written and are not known: another call was quicker to correct the event they name. */
    void rejectBeaten() {
        settle(rows.stream().filter(row -> row.corrects() != null).toList(), this::superfluous);
    }

    private Fate superfluous(EventRow row) {
        reject(row, ErrorCode.CONFLICT, "Another event corrects that one already: correct the correction.");
        return Fate.REJECTED;
    }

    /** Whether an event that is still open corrects another. */
    boolean corrects() {
        return rows.stream().anyMatch(row -> row.corrects() != null);
    }

    void settleWritten(List<Key> written) {
        Set<Key> keys = Set.copyOf(written);
        settle(rows.stream().filter(row -> keys.contains(row.key())).toList(), row -> Fate.ACCEPTED);
    }

    private enum Fate {
        ACCEPTED,
        DUPLICATE,
        REJECTED
    }

    private void settle(List<EventRow> settled, Function<EventRow, Fate> decide) {
        Set<Key> gone = settled.stream().map(EventRow::key).collect(toSet());
        rows = rows.stream().filter(row -> !gone.contains(row.key())).toList();
        for (EventRow row : settled) {
            Fate fate = decide.apply(row);
            accepted += fate == Fate.ACCEPTED ? 1 : 0;
            duplicates += fate == Fate.DUPLICATE ? 1 : 0;
            settleRepeats(row, fate);
        }
    }

    private void settleRepeats(EventRow first, Fate fate) {
        List<EventRow> same =
                repeats.stream().filter(row -> row.key().equals(first.key())).toList();
        repeats.removeAll(same);
        if (fate != Fate.REJECTED) {
            duplicates += same.size();
            return;
        }
        firsts.remove(first.key());
        Rejected reason = rejected.getLast();
        same.forEach(row -> rejected.add(new Rejected(row.index(), reason.code(), reason.detail(), reason.errors())));
    }

    /** @throws IllegalStateException when an event is still open: it would be lost without a word */
    IngestResult result() {
        if (!rows.isEmpty() || !repeats.isEmpty()) {
            throw new IllegalStateException("an event of the batch is neither written nor refused");
        }
        return IngestResult.of(accepted, duplicates, rejected, unknown, leftOut);
    }
}
