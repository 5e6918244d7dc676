package dev.shuke.consent;

import static java.util.stream.Collectors.toMap;

import dev.shuke.member.MergePart;
import dev.shuke.platform.access.Caller;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Of two members who become one the strictest answer counts: what one of them has refused or withdrawn the other has not
 * given. Silence is no answer. Ledgers stay whose they are; what counts is taken over as new rows, said at the time of the
 * merge, which count until it is undone. Whoever writes a ledger locks the member's row, as a merge does of both.
 */
@ApplicationScoped
class ConsentMerge implements MergePart {
    private static final String METHOD = "merge";

    private final LedgerRepository ledger;
    private final StateRepository states;

    ConsentMerge(LedgerRepository ledger, StateRepository states) {
        this.ledger = ledger;
        this.states = states;
    }

    @Override
    public Uni<Void> hold(Tx tx) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> move(Tx tx, UUID from, UUID into) {
        return states.kept(tx, from)
                .chain(theirs -> theirs.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : states.kept(tx, into).chain(own -> takeOver(tx, into, strictest(own, theirs))));
    }

    private Uni<Void> takeOver(Tx tx, UUID into, List<LedgerEntry> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : ledger.head(tx, into)
                        .map(head -> chained(tx, into, head, rows))
                        .chain(added -> ledger.add(tx, added))
                        .chain(added -> states.remake(tx, into));
    }

    /** Those of theirs that count for both. */
    static List<LedgerEntry> strictest(List<LedgerEntry> own, List<LedgerEntry> theirs) {
        Map<Purpose, LedgerEntry> ours = own.stream().collect(toMap(LedgerEntry::purpose, row -> row));
        return theirs.stream()
                .filter(their -> isStricter(their, ours.get(their.purpose())))
                .toList();
    }

    private static boolean isStricter(LedgerEntry their, LedgerEntry our) {
        if (our == null) {
            return true;
        }
        if (our.action() != ConsentAction.GIVEN) {
            return false;
        }
        return their.action() != ConsentAction.GIVEN
                || their.until() != null
                        && (our.until() == null || their.until().isBefore(our.until()));
    }

    private static List<LedgerEntry> chained(Tx tx, UUID into, LedgerDraft.Head head, List<LedgerEntry> rows) {
        List<LedgerEntry> added = new ArrayList<>();
        String hash = head.hash();
        for (LedgerEntry row : rows) {
            LedgerEntry next = row.takenOver(
                            into, Ids.next(), METHOD, actor(tx.call().caller()), head.now())
                    .chained(tx.tenantId(), head.seq() + added.size() + 1, hash);
            hash = next.hash();
            added.add(next);
        }
        return added;
    }

    private static String actor(Caller caller) {
        return caller.kind() == Caller.Kind.MEMBER ? LedgerEntry.MEMBER : caller.subject();
    }

    @Override
    public Uni<Void> giveBack(Tx tx, UUID holder, UUID to, UUID[] origins) {
        return states.remake(tx, holder).chain(() -> states.remake(tx, to));
    }
}
