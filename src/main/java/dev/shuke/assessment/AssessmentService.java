package dev.shuke.assessment;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.purpose.PurposeService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Keeps impact assessments. */
@ApplicationScoped
class AssessmentService {
    private final TenantDb db;
    private final AssessmentRepository repository;
    private final PurposeService purposes;
    private final Audit audit;

    AssessmentService(TenantDb db, AssessmentRepository repository, PurposeService purposes, Audit audit) {
        this.db = db;
        this.repository = repository;
        this.purposes = purposes;
        this.audit = audit;
    }

    /** @throws ApiException validation_failed */
    Uni<AssessmentView> create(AssessmentRequest request) {
        return db.inTransaction(tx -> purposes.all(tx)
                .invoke(known -> requireKnown(known.keySet(), request.purposes()))
                .chain(() -> requireReplaceable(tx, request.replaces()))
                .chain(() -> repository.insert(tx, request))
                .call(made ->
                        audit.record(tx, AuditEntry.of("impact_assessment.recorded", "impact_assessment", made.id()))));
    }

    private static void requireKnown(Set<Purpose> known, List<Purpose> named) {
        List<FieldError> errors = IntStream.range(0, named.size())
                .filter(i -> !known.contains(named.get(i)))
                .mapToObj(i -> FieldError.at("/purposes/" + i, "is not known"))
                .toList();
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors);
        }
    }

    /** Of two that come in the place of the same one at once, one waits and is refused. */
    private Uni<Void> requireReplaceable(Tx tx, UUID replaced) {
        return replaced == null
                ? Uni.createFrom().voidItem()
                : repository
                        .hold(tx)
                        .chain(() -> repository.find(tx, replaced))
                        .invoke(found -> {
                            if (found == null || found.replacedBy() != null) {
                                throw ApiException.invalid("/replaces", "must be one that none has replaced");
                            }
                        })
                        .replaceWithVoid();
    }

    Uni<Page<AssessmentView>> list(PageRequest page) {
        int limit = page.limit();
        UUID before = page.cursorOr(Cursor.NEWEST).id();
        return db.read(tx -> repository.list(tx, before, limit + 1))
                .map(found -> Page.of(found, limit, one -> Cursor.after(one.id())));
    }

    /** @throws ApiException not_found */
    Uni<AssessmentView> require(UUID id) {
        return db.read(tx -> repository.find(tx, id))
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("impact assessment"));
    }
}
