package dev.shuke.consent;

import static java.util.stream.Collectors.toMap;

import dev.shuke.consent.OwnNoticesView.Ask;
import dev.shuke.member.MemberService;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.purpose.Basis;
import dev.shuke.purpose.NoticeService;
import dev.shuke.purpose.NoticeVersionView;
import dev.shuke.purpose.PurposeService;
import dev.shuke.purpose.PurposeView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Which notices a member is to be shown, and that he was. Who has refused is left alone for a while. */
@ApplicationScoped
class NoticeServingService {
    private final TenantDb db;
    private final MemberService members;
    private final PurposeService purposes;
    private final NoticeService notices;
    private final StateRepository states;
    private final ServedRepository served;

    NoticeServingService(
            TenantDb db,
            MemberService members,
            PurposeService purposes,
            NoticeService notices,
            StateRepository states,
            ServedRepository served) {
        this.db = db;
        this.members = members;
        this.purposes = purposes;
        this.notices = notices;
        this.states = states;
        this.served = served;
    }

    /**
     * All that it takes to say whom to ask what.
     *
     * @param agreed the versions to which the member has agreed
     * @param material from which number on a consent is to what is shown now
     */
    private record Known(
            Instant now,
            Map<Purpose, PurposeView> purposes,
            Map<Purpose, LedgerEntry> said,
            Map<Purpose, NoticeVersionView> current,
            Map<UUID, NoticeVersionView> agreed,
            Map<Purpose, Integer> material) {

        OwnNoticesView view() {
            List<PurposeView> used = purposes.values().stream()
                    .filter(purpose -> !purpose.retired())
                    .sorted(Comparator.comparing(purpose -> purpose.key().key()))
                    .toList();
            return new OwnNoticesView(
                    used.stream()
                            .filter(PurposeView::required)
                            .map(purpose -> new OwnNoticesView.Required(purpose.key(), purpose.name()))
                            .toList(),
                    used.stream()
                            .filter(purpose -> !purpose.required() && current.containsKey(purpose.key()))
                            .map(this::optional)
                            .toList());
        }

        private OwnNoticesView.Optional optional(PurposeView purpose) {
            NoticeVersionView version = current.get(purpose.key());
            LedgerEntry last = said.get(purpose.key());
            Ask ask = ask(purpose);
            return new OwnNoticesView.Optional(
                    purpose.key(),
                    purpose.name(),
                    purpose.separate(),
                    version.id(),
                    version.texts(),
                    ConsentState.of(last == null ? null : last.at(now)),
                    ask,
                    ask == Ask.LATER ? OwnNoticesView.askAgainAt(purpose, last) : null);
        }

        Ask ask(PurposeView purpose) {
            LedgerEntry last = said.get(purpose.key());
            Instant again = OwnNoticesView.askAgainAt(purpose, last);
            if (again != null) {
                return again.isAfter(now) ? Ask.LATER : Ask.YES;
            }
            if (last == null && purpose.basis() == Basis.INTEREST) {
                return Ask.NO;
            }
            return last == null || !last.allows(now) ? Ask.YES : isOld(last) ? Ask.AGAIN : Ask.NO;
        }

        /** A consent that was given before notices were kept here is older than any of them. */
        private boolean isOld(LedgerEntry given) {
            NoticeVersionView version = agreed.get(given.noticeVersion());
            return (version == null ? 0 : version.number()) < material.getOrDefault(given.purpose(), 0);
        }
    }

    /** For the member who calls. */
    Uni<OwnNoticesView> own() {
        UUID self = CallContext.current().caller().memberId();
        return db.inTransaction(tx -> members.requireLiving(tx, self)
                .chain(member -> known(tx, member))
                .map(Known::view));
    }

    private Uni<Known> known(Tx tx, UUID member) {
        Instant now = Instant.now();
        return states.said(tx, member)
                .chain(said -> Uni.combine()
                        .all()
                        .unis(
                                purposes.all(tx),
                                notices.current(tx, now),
                                notices.versions(
                                        tx,
                                        said.stream()
                                                .map(LedgerEntry::noticeVersion)
                                                .filter(Objects::nonNull)
                                                .toList()),
                                notices.latestMaterial(tx, now))
                        .with((all, current, agreed, material) -> new Known(
                                now,
                                all,
                                said.stream().collect(toMap(LedgerEntry::purpose, row -> row)),
                                current,
                                agreed,
                                material)));
    }

    /** @throws ApiException not_found, validation_failed, asked_too_soon */
    Uni<Void> serve(UUID memberId, ServedRequest shown) {
        return db.inTransaction(tx -> members.lockLiving(tx, memberId)
                .chain(member -> known(tx, member)
                        .invoke(known -> requireMayAsk(known, shown))
                        .chain(known -> served.add(tx, member, shown, known.now())))
                .replaceWithVoid());
    }

    Uni<Void> serveOwn(ServedRequest shown) {
        return serve(CallContext.current().caller().memberId(), shown);
    }

    private static void requireMayAsk(Known known, ServedRequest shown) {
        List<FieldError> tooSoon = new ArrayList<>();
        for (int i = 0; i < shown.versions().size(); i++) {
            UUID id = shown.versions().get(i);
            NoticeVersionView version = known.current().values().stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElse(null);
            if (version == null || !version.texts().containsKey(shown.locale())) {
                throw ApiException.invalid("/versions/" + i, "must be shown now, and in this language");
            }
            if (known.ask(known.purposes().get(version.purpose())) == Ask.LATER) {
                tooSoon.add(FieldError.at("/versions/" + i, "must not be asked for again yet"));
            }
        }
        if (!tooSoon.isEmpty()) {
            throw new ApiException(
                    ErrorCode.ASKED_TOO_SOON, "The member has refused, and is to be left alone for a while.", tooSoon);
        }
    }
}
