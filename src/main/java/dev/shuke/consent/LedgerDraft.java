package dev.shuke.consent;

import static java.util.stream.Collectors.toSet;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.purpose.Basis;
import dev.shuke.purpose.NoticeVersionView;
import dev.shuke.purpose.PurposeView;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Makes rows of a member's ledger of what was sent, or says what is wrong with it.
 *
 * @param head where the ledger ends
 * @param before rows that what was sent may repeat
 * @param versions those that were named, as far as there are such
 */
record LedgerDraft(
        UUID tenant,
        ZoneId zone,
        UUID member,
        String actor,
        Head head,
        List<LedgerEntry> before,
        Map<Purpose, PurposeView> purposes,
        Map<UUID, NoticeVersionView> versions) {
    /** How far a caller's clock may be ahead of ours. */
    static final Duration SKEW = Duration.ofMinutes(5);

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final int OF_AGE = 14;

    /**
     * Where a member's ledger ends.
     *
     * @param seq of the last row, 0 without any
     * @param now not before any row was received
     * @param birthday of the member; null where nobody knows
     */
    record Head(int seq, String hash, Instant now, LocalDate birthday) {}

    /**
     * What was sent, as rows.
     *
     * @param all in the order sent, those that were there already too
     * @param fresh those to add
     */
    record Drawn(List<LedgerEntry> all, List<LedgerEntry> fresh) {}

    /** @throws ApiException validation_failed */
    Drawn draw(List<ConsentRequest> sent) {
        List<FieldError> errors = new ArrayList<>();
        Set<Purpose> named = new HashSet<>();
        for (int i = 0; i < sent.size(); i++) {
            String at = "/" + i;
            if (!named.add(sent.get(i).purpose())) {
                errors.add(FieldError.at(at + "/purpose", "must stand there only once"));
            }
            check(sent.get(i), at, errors);
        }
        bundled(sent, errors);
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors);
        }
        return rows(sent);
    }

    /** For what is said next: behind what was drawn. */
    LedgerDraft after(Drawn drawn) {
        if (drawn.fresh().isEmpty()) {
            return this;
        }
        LedgerEntry last = drawn.fresh().getLast();
        List<LedgerEntry> known = new ArrayList<>(before);
        known.addAll(drawn.fresh());
        Head next = new Head(last.seq(), last.hash(), head.now(), head.birthday());
        return new LedgerDraft(tenant, zone, member, actor, next, known, purposes, versions);
    }

    private Drawn rows(List<ConsentRequest> sent) {
        List<LedgerEntry> all = new ArrayList<>();
        List<LedgerEntry> fresh = new ArrayList<>();
        String hash = head.hash();
        for (ConsentRequest request : sent) {
            LedgerEntry known = before.stream()
                    .filter(row -> row.isRepeatedBy(request, occurredAt(request)))
                    .findFirst()
                    .orElse(null);
            if (known == null) {
                LedgerEntry added = row(request).chained(tenant, head.seq() + fresh.size() + 1, hash);
                hash = added.hash();
                fresh.add(added);
                all.add(added);
            } else {
                all.add(known);
            }
        }
        return new Drawn(all, fresh);
    }

    private LedgerEntry row(ConsentRequest request) {
        Instant occurredAt = occurredAt(request);
        Integer days = purposes.get(request.purpose()).validDays();
        return new LedgerEntry(
                member,
                0,
                Ids.next(),
                request.purpose(),
                request.action(),
                request.noticeVersionId(),
                request.methodOrDefault(),
                request.collectionPoint(),
                actor,
                request.guardian(),
                request.evidence(),
                null,
                days == null || request.action() != ConsentAction.GIVEN ? null : occurredAt.plus(Duration.ofDays(days)),
                occurredAt,
                head.now(),
                null,
                null,
                null);
    }

    /** Nothing was said later than now, or what is said next would be older. */
    private Instant occurredAt(ConsentRequest request) {
        Instant said = request.occurredAt();
        return said == null || said.isAfter(head.now()) ? head.now() : said.truncatedTo(ChronoUnit.MICROS);
    }

    private void check(ConsentRequest request, String at, List<FieldError> errors) {
        PurposeView purpose = purposes.get(request.purpose());
        if (purpose == null || purpose.retired() && request.action() == ConsentAction.GIVEN) {
            errors.add(FieldError.at(at + "/purpose", "must be a purpose that the merchant has"));
            return;
        }
        if (purpose.required()) {
            errors.add(FieldError.at(at + "/purpose", "must be one that members have a say in"));
        }
        checkTime(request, at, errors);
        if (request.action() == ConsentAction.GIVEN && purpose.basis() == Basis.CONSENT) {
            checkNotice(request, at, errors);
            checkAge(request, at, errors);
        } else if (request.noticeVersionId() != null) {
            checkVersion(request, at, errors);
        }
    }

    private void checkTime(ConsentRequest request, String at, List<FieldError> errors) {
        Instant said = request.occurredAt();
        if (said != null && (said.isBefore(EARLIEST) || said.isAfter(head.now().plus(SKEW)))) {
            errors.add(FieldError.at(
                    at + "/occurredAt", "must be since 2000, and at most five minutes ahead of our clock"));
        }
    }

    private void checkNotice(ConsentRequest request, String at, List<FieldError> errors) {
        if (request.noticeVersionId() != null) {
            checkVersion(request, at, errors);
        } else if (request.evidence() == null) {
            errors.add(FieldError.at(at + "/noticeVersionId", "must be given: what the member was shown"));
        }
    }

    private void checkVersion(ConsentRequest request, String at, List<FieldError> errors) {
        NoticeVersionView version = versions.get(request.noticeVersionId());
        if (version == null || !version.purpose().equals(request.purpose())) {
            errors.add(FieldError.at(at + "/noticeVersionId", "must be a version of the purpose's notice"));
        } else if (version.effectiveAt().isAfter(occurredAt(request))) {
            errors.add(FieldError.at(at + "/noticeVersionId", "must have been shown then already"));
        }
    }

    /** PIPL 31: up to the fourteenth birthday a parent or another guardian agrees. */
    private void checkAge(ConsentRequest request, String at, List<FieldError> errors) {
        LocalDate day = LocalDate.ofInstant(occurredAt(request), zone);
        if (head.birthday() != null && head.birthday().plusYears(OF_AGE).isAfter(day) && request.guardian() == null) {
            errors.add(FieldError.at(at + "/guardian", "must be given for a member under 14"));
        }
    }

    /** PIPL 23, 29 and 39: consent to these is to each alone. */
    private void bundled(List<ConsentRequest> sent, List<FieldError> errors) {
        Set<Purpose> given = sent.stream()
                .filter(request -> request.action() == ConsentAction.GIVEN)
                .map(ConsentRequest::purpose)
                .collect(toSet());
        for (int i = 0; i < sent.size() && given.size() > 1; i++) {
            PurposeView purpose = purposes.get(sent.get(i).purpose());
            if (sent.get(i).action() == ConsentAction.GIVEN && purpose != null && purpose.separate()) {
                errors.add(FieldError.at("/" + i + "/purpose", "must be asked for by itself: send it alone"));
            }
        }
    }
}
