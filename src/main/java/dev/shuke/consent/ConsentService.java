package dev.shuke.consent;

import static java.util.stream.Collectors.toMap;

import dev.shuke.consent.LedgerDraft.Drawn;
import dev.shuke.consent.RecordedView.Receipt;
import dev.shuke.member.MemberService;
import dev.shuke.platform.access.Caller;
import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.privacy.Sight;
import dev.shuke.platform.session.ReceiptKeys;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.purpose.NoticeService;
import dev.shuke.purpose.NoticeVersionView;
import dev.shuke.purpose.PurposeService;
import dev.shuke.purpose.PurposeView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** What members allow: written into the ledger and read from it. */
@ApplicationScoped
public class ConsentService {
    private final TenantDb db;
    private final MemberService members;
    private final PurposeService purposes;
    private final NoticeService notices;
    private final LedgerRepository ledger;
    private final StateRepository states;
    private final ReceiptKeys keys;
    private final Audit audit;

    ConsentService(
            TenantDb db,
            MemberService members,
            PurposeService purposes,
            NoticeService notices,
            LedgerRepository ledger,
            StateRepository states,
            ReceiptKeys keys,
            Audit audit) {
        this.db = db;
        this.members = members;
        this.purposes = purposes;
        this.notices = notices;
        this.ledger = ledger;
        this.states = states;
        this.keys = keys;
        this.audit = audit;
    }

    /**
     * How it stands, or stood.
     *
     * @param at null for now
     * @throws ApiException not_found, field_forbidden
     */
    Uni<ConsentView.All> list(UUID memberId, Instant at) {
        Sight sight = FieldPolicy.of(CallContext.current()).sight(FieldGroup.CONSENT);
        if (!sight.atLeast(Sight.PARTIAL) || at != null && !sight.atLeast(Sight.FULL)) {
            throw forbidden();
        }
        return db.inTransaction(tx -> members.requireLiving(tx, memberId).chain(member -> views(tx, member, at)))
                .map(all -> all.stream()
                        .map(view -> sight.atLeast(Sight.FULL) ? view : view.stateAlone())
                        .toList())
                .map(ConsentView.All::new);
    }

    /** Of the member who calls. */
    Uni<List<ConsentView>> listOwn() {
        UUID self = CallContext.current().caller().memberId();
        return db.inTransaction(tx -> members.requireLiving(tx, self).chain(member -> views(tx, member, null)));
    }

    private Uni<List<ConsentView>> views(Tx tx, UUID member, Instant at) {
        Instant moment = at == null ? Instant.now() : at;
        return purposes.all(tx)
                .chain(all -> (at == null ? states.said(tx, member) : states.said(tx, member, at))
                        .map(said -> views(all, said, moment)));
    }

    private static List<ConsentView> views(Map<Purpose, PurposeView> purposes, List<LedgerEntry> said, Instant moment) {
        Map<Purpose, LedgerEntry> last = said.stream().collect(toMap(LedgerEntry::purpose, row -> row));
        return purposes.values().stream()
                .filter(purpose -> !purpose.retired())
                .sorted(Comparator.comparing(purpose -> purpose.key().key()))
                .map(purpose -> ConsentView.of(purpose, last.get(purpose.key()), moment))
                .toList();
    }

    private static ApiException forbidden() {
        return new ApiException(ErrorCode.FIELD_FORBIDDEN, "What members allow is not for this caller.");
    }

    /** @throws ApiException not_found, validation_failed */
    Uni<RecordedView> record(UUID memberId, List<ConsentRequest> sent) {
        return keys.signer()
                .chain(signer -> db.inTransaction(tx -> members.lockLiving(tx, memberId)
                        .chain(member -> draft(tx, member, sent))
                        .map(draft -> draft.draw(sent))
                        .call(drawn -> write(tx, drawn))
                        .chain(drawn -> recorded(tx, drawn, signer))));
    }

    Uni<RecordedView> recordOwn(List<ConsentRequest> sent) {
        return record(CallContext.current().caller().memberId(), sent);
    }

    /** @throws ApiException not_found of the member or the purpose */
    Uni<RecordedView> withdraw(UUID memberId, Purpose purpose, String method) {
        return db.inTransaction(purposes::all)
                .invoke(all -> {
                    if (!all.containsKey(purpose) || all.get(purpose).required()) {
                        throw ApiException.notFound("purpose to withdraw from");
                    }
                })
                .chain(all -> record(memberId, List.of(ConsentRequest.withdrawal(purpose, method))));
    }

    private Uni<LedgerDraft> draft(Tx tx, UUID member, List<ConsentRequest> sent) {
        Set<UUID> named = new HashSet<>();
        sent.stream()
                .map(ConsentRequest::noticeVersionId)
                .filter(Objects::nonNull)
                .forEach(named::add);
        List<Purpose> about = sent.stream().map(ConsentRequest::purpose).toList();
        List<Instant> times = sent.stream()
                .map(ConsentRequest::occurredAt)
                .filter(Objects::nonNull)
                .toList();
        return Uni.combine()
                .all()
                .unis(
                        ledger.head(tx, member),
                        ledger.saidAt(tx, List.of(member), about, times),
                        purposes.all(tx),
                        notices.versions(tx, named))
                .with((head, before, all, versions) -> draft(tx, member, head, before, all, versions));
    }

    private static LedgerDraft draft(
            Tx tx,
            UUID member,
            LedgerDraft.Head head,
            List<LedgerEntry> before,
            Map<Purpose, PurposeView> all,
            Map<UUID, NoticeVersionView> versions) {
        return new LedgerDraft(
                tx.tenantId(),
                tx.call().tenant().zone(),
                member,
                actor(tx.call().caller()),
                head,
                before,
                all,
                versions);
    }

    private static String actor(Caller caller) {
        return caller.kind() == Caller.Kind.MEMBER ? LedgerEntry.MEMBER : caller.subject();
    }

    private Uni<Void> write(Tx tx, Drawn drawn) {
        if (drawn.fresh().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        UUID member = drawn.fresh().getFirst().member();
        List<String> about =
                drawn.fresh().stream().map(row -> row.purpose().key()).toList();
        return ledger.add(tx, drawn.fresh())
                .chain(added -> states.remake(tx, member))
                .chain(() -> audit.record(
                        tx, AuditEntry.of("consent.recorded", "member", member).on(about)));
    }

    private Uni<RecordedView> recorded(Tx tx, Drawn drawn, ReceiptKeys.Signer signer) {
        UUID member = drawn.all().getFirst().member();
        List<Receipt> receipts = drawn.all().stream()
                .map(row -> Receipts.of(row, tx.call().tenant(), signer))
                .toList();
        Set<Purpose> named = new HashSet<>();
        drawn.all().forEach(row -> named.add(row.purpose()));
        return views(tx, member, null)
                .map(all -> all.stream()
                        .filter(view -> named.contains(view.purpose()))
                        .toList())
                .map(now -> new RecordedView(now, receipts));
    }

    /** @throws ApiException not_found, field_forbidden */
    Uni<Page<ConsentEventView>> history(UUID memberId, PageRequest page) {
        requireHow();
        int limit = page.limit();
        UUID before = page.cursorOr(Cursor.NEWEST).id();
        return db.inTransaction(tx -> members.requireLiving(tx, memberId)
                        .chain(member -> ledger.history(tx, member, before, limit + 1)))
                .map(rows -> Page.of(rows, limit, row -> Cursor.after(row.id())).map(ConsentEventView::of));
    }

    /** @throws ApiException not_found, field_forbidden */
    Uni<Receipt> receipt(UUID memberId, UUID id) {
        requireHow();
        return keys.signer()
                .chain(signer -> db.inTransaction(tx -> members.requireLiving(tx, memberId)
                        .chain(member -> ledger.find(tx, member, id))
                        .onItem()
                        .ifNull()
                        .failWith(() -> ApiException.notFound("receipt"))
                        .map(row -> Receipts.of(row, tx.call().tenant(), signer))));
    }

    /** @throws ApiException not_found, field_forbidden */
    Uni<VerificationView> verify(UUID memberId) {
        requireHow();
        return db.inTransaction(tx -> members.lockLiving(tx, memberId)
                .chain(member -> Uni.combine()
                        .all()
                        .unis(
                                ledger.chains(tx, member),
                                states.said(tx, member),
                                states.kept(tx, member),
                                states.isMarked(tx, member))
                        .with((rows, said, kept, marked) ->
                                VerificationView.of(tx.tenantId(), rows, marked && said.equals(kept)))));
    }

    private static void requireHow() {
        if (!FieldPolicy.of(CallContext.current()).sight(FieldGroup.CONSENT).atLeast(Sight.FULL)) {
            throw forbidden();
        }
    }
}
