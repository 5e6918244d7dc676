package dev.shuke.incident;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Keeps the record of incidents. */
@ApplicationScoped
class IncidentService {
    /** How far another's clock may be ahead. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final String FUTURE = "must not be in the future";

    private final TenantDb db;
    private final IncidentRepository repository;
    private final Audit audit;

    IncidentService(TenantDb db, IncidentRepository repository, Audit audit) {
        this.db = db;
        this.repository = repository;
        this.audit = audit;
    }

    /** @throws ApiException validation_failed */
    Uni<IncidentView> create(IncidentRequest request) {
        requirePast("/discoveredAt", request.discoveredAt());
        requirePast("/occurredFrom", request.occurredFrom());
        requirePast("/occurredUntil", request.occurredUntil());
        if (request.occurredFrom() != null
                && request.occurredUntil() != null
                && request.occurredUntil().isBefore(request.occurredFrom())) {
            throw ApiException.invalid("/occurredUntil", "must not be before occurredFrom");
        }
        return db.inTransaction(tx -> repository
                .insert(tx, request)
                .map(made -> made.with(List.of()))
                .call(made -> record(tx, "incident.recorded", made.id())));
    }

    private static void requirePast(String pointer, Instant at) {
        if (at != null && at.isAfter(Instant.now().plus(SKEW))) {
            throw ApiException.invalid(pointer, FUTURE);
        }
    }

    Uni<Page<IncidentView>> list(PageRequest page) {
        int limit = page.limit();
        UUID before = page.cursorOr(Cursor.NEWEST).id();
        return db.read(tx -> repository.list(tx, before, limit + 1))
                .map(found -> Page.of(found, limit, one -> Cursor.after(one.id())));
    }

    /** @throws ApiException not_found */
    Uni<IncidentView> require(UUID id) {
        return db.inTransaction(tx -> found(repository.find(tx, id)).chain(one -> withSteps(tx, one)));
    }

    /** @throws ApiException not_found, conflict, validation_failed */
    Uni<IncidentView> record(UUID id, StepRequest request) {
        requirePast("/at", request.at());
        return db.inTransaction(tx -> lock(tx, id)
                .map(incident -> next(incident, request.step()))
                .chain(state -> repository.add(tx, id, request, state))
                .call(() -> record(tx, "incident." + request.step().key(), id))
                .chain(() -> repository.find(tx, id))
                .chain(incident -> withSteps(tx, incident)));
    }

    private static IncidentState next(IncidentView incident, IncidentStep step) {
        IncidentState next = incident.after(step);
        if (next == null) {
            throw new ApiException(
                    ErrorCode.CONFLICT,
                    "A closed incident takes no steps, and one that nothing was done about no end.");
        }
        return next;
    }

    /** Nobody else adds to it before this transaction ends. */
    Uni<IncidentView> lock(Tx tx, UUID id) {
        return found(repository.lock(tx, id));
    }

    private static Uni<IncidentView> found(Uni<IncidentView> incident) {
        return incident.onItem().ifNull().failWith(() -> ApiException.notFound("incident"));
    }

    private Uni<IncidentView> withSteps(Tx tx, IncidentView incident) {
        return repository.steps(tx, incident.id()).map(incident::with);
    }

    private Uni<Void> record(Tx tx, String action, UUID id) {
        return audit.record(tx, AuditEntry.of(action, "incident", id));
    }
}
