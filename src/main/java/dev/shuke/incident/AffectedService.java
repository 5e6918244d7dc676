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
import dev.shuke.segment.PinnedSegmentService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Keeps the lists of members whom incidents concern. */
@ApplicationScoped
class AffectedService {
    private final TenantDb db;
    private final IncidentService incidents;
    private final AffectedRepository repository;
    private final PinnedSegmentService segments;
    private final Audit audit;

    AffectedService(
            TenantDb db,
            IncidentService incidents,
            AffectedRepository repository,
            PinnedSegmentService segments,
            Audit audit) {
        this.db = db;
        this.incidents = incidents;
        this.repository = repository;
        this.segments = segments;
        this.audit = audit;
    }

    /** @throws ApiException not_found of the incident or the segment, validation_failed, conflict */
    Uni<AffectedView> add(UUID id, AffectedRequest request) {
        if (request.ways() != 1) {
            throw ApiException.invalid("", "must name memberIds, segmentId or accessed, and one of them alone");
        }
        AffectedRequest.Accessed accessed = request.accessed();
        if (accessed != null && !accessed.until().isAfter(accessed.from())) {
            throw ApiException.invalid("/accessed/until", "must be after from");
        }
        return db.inTransaction(tx -> incidents
                .lock(tx, id)
                .invoke(AffectedService::requireOpen)
                .chain(() -> add(tx, id, request))
                .chain(added -> repository.count(tx, id, added).map(affected -> new AffectedView(added, affected)))
                .call(() -> audit.record(tx, AuditEntry.of("incident.members_named", "incident", id))));
    }

    private static void requireOpen(IncidentView incident) {
        if (incident.state() == IncidentState.CLOSED) {
            throw new ApiException(ErrorCode.CONFLICT, "A closed incident takes nothing more.");
        }
    }

    private Uni<Integer> add(Tx tx, UUID id, AffectedRequest request) {
        if (request.memberIds() != null) {
            return repository.addNamed(tx, id, request.memberIds());
        }
        return request.accessed() != null
                ? repository.addAccessed(tx, id, request.accessed())
                : segments.requireReadable(tx, request.segmentId())
                        .chain(() -> repository.addSegment(tx, id, request.segmentId()));
    }

    /** @throws ApiException not_found */
    Uni<Page<AffectedMember>> list(UUID id, PageRequest page) {
        int limit = page.limit();
        UUID after = page.cursorOr(Cursor.FIRST).id();
        return incidents
                .require(id)
                .chain(() -> db.read(tx -> repository.list(tx, id, after, limit + 1)))
                .map(found -> Page.of(found, limit, one -> Cursor.after(one.memberId())));
    }
}
