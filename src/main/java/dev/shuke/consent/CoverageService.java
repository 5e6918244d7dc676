package dev.shuke.consent;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.shuke.consent.ConsentCoverageView.Answers;
import dev.shuke.consent.ConsentCoverageView.Point;
import dev.shuke.consent.ConsentCoverageView.Version;
import dev.shuke.consent.CoverageRepository.Answered;
import dev.shuke.consent.CoverageRepository.Shown;
import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.privacy.Sight;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.purpose.PurposeService;
import dev.shuke.purpose.PurposeView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What all members together have said of a purpose. */
@ApplicationScoped
class CoverageService {
    private final TenantDb db;
    private final PurposeService purposes;
    private final CoverageRepository repository;

    CoverageService(TenantDb db, PurposeService purposes, CoverageRepository repository) {
        this.db = db;
        this.purposes = purposes;
        this.repository = repository;
    }

    /**
     * Who has said what, of those whose data may be used at all.
     *
     * @param state null for any
     * @throws ApiException invalid_parameter, field_forbidden
     */
    Uni<Page<ConsentHolderView>> list(Purpose purpose, ConsentState state, PageRequest page) {
        Sight sight = FieldPolicy.of(CallContext.current()).sight(FieldGroup.CONSENT);
        if (!sight.atLeast(Sight.PARTIAL)) {
            throw new ApiException(ErrorCode.FIELD_FORBIDDEN, "What members allow is not for this caller.");
        }
        int limit = page.limit();
        UUID after = page.cursorOr(Cursor.FIRST).id();
        return db.inTransaction(tx ->
                        requireAsked(tx, purpose).chain(() -> repository.list(tx, purpose, state, after, limit + 1)))
                .map(found -> Page.of(found, limit, holder -> Cursor.after(holder.memberId()))
                        .map(holder -> sight.atLeast(Sight.FULL) ? holder : holder.stateAlone()));
    }

    private Uni<Void> requireAsked(Tx tx, Purpose purpose) {
        return purposes.all(tx)
                .invoke(all -> {
                    PurposeView found = all.get(purpose);
                    if (found == null || found.required()) {
                        throw ApiException.invalidParameter("purpose", "must be one that members have a say in");
                    }
                })
                .replaceWithVoid();
    }

    /** @throws ApiException invalid_parameter */
    Uni<ConsentCoverageView> coverage(Purpose purpose) {
        boolean rounded = seesNobody(CallContext.current().caller());
        return db.inTransaction(tx -> requireAsked(tx, purpose)
                .chain(() -> Uni.combine()
                        .all()
                        .unis(
                                repository.reachable(tx),
                                repository.answers(tx, purpose),
                                repository.versions(tx, purpose),
                                repository.points(tx, purpose))
                        .with((reachable, answers, versions, points) ->
                                coverage(purpose, rounded, reachable, answers, versions, points))));
    }

    private static boolean seesNobody(Caller caller) {
        return caller.kind() != Caller.Kind.APP && !caller.may(Permission.MEMBERS_READ);
    }

    private static ConsentCoverageView coverage(
            Purpose purpose,
            boolean rounded,
            long reachable,
            List<Answered> answers,
            List<Version> versions,
            List<Shown> points) {
        Map<UUID, List<Point>> places =
                points.stream().collect(groupingBy(Shown::version, mapping(Shown::point, toList())));
        return new ConsentCoverageView(
                        purpose,
                        rounded,
                        reachable,
                        answers.stream().mapToLong(one -> one.answers().all()).sum(),
                        versions.stream()
                                .map(version -> version.with(
                                        of(answers, version.versionId()),
                                        places.getOrDefault(version.versionId(), List.of())))
                                .toList(),
                        of(answers, null))
                .seen();
    }

    private static Answers of(List<Answered> answers, UUID version) {
        return answers.stream()
                .filter(one -> Objects.equals(one.version(), version))
                .map(Answered::answers)
                .findFirst()
                .orElse(Answers.NONE);
    }
}
