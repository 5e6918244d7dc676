package dev.shuke.exports;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.file.SealedFiles;
import dev.shuke.platform.jobs.JobView;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.jobs.NewJob;
import dev.shuke.platform.jobs.TenantJobs;
import dev.shuke.platform.privacy.PersonalCopies;
import dev.shuke.platform.privacy.PrivacyControl;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.purpose.PurposeService;
import dev.shuke.segment.PinnedSegmentService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Has files written, and hands them out. */
@ApplicationScoped
public class ExportService {
    private final TenantDb db;
    private final ExportRepository repository;
    private final PinnedSegmentService segments;
    private final SealedFiles files;
    private final PurposeService purposes;
    private final Audit audit;
    private final TenantJobs tenantJobs;
    private final Jobs jobs;

    ExportService(
            TenantDb db,
            ExportRepository repository,
            PinnedSegmentService segments,
            SealedFiles files,
            PurposeService purposes,
            Audit audit,
            TenantJobs tenantJobs,
            Jobs jobs) {
        this.db = db;
        this.repository = repository;
        this.segments = segments;
        this.files = files;
        this.purposes = purposes;
        this.audit = audit;
        this.tenantJobs = tenantJobs;
        this.jobs = jobs;
    }

    /** @throws ApiException forbidden, purpose_unavailable, purpose_forbidden, and what {@link PinnedSegmentService#pin} says */
    Uni<JobView> start(ExportRequest request) {
        if (!PrivacyControl.admits(request.purpose())) {
            throw new ApiException(ErrorCode.PURPOSE_FORBIDDEN, "The call itself asks that nothing be handed on.");
        }
        requirePermission(request.kind().permission());
        if (request.segment() != null) {
            requirePermission(Permission.SEGMENTS_READ);
            requireMembers(request.kind());
        }
        UUID id = Ids.next();
        Instant expiresAt = Instant.now().plus(PersonalCopies.OLD);
        NewJob job = new NewJob(id, ExportJob.KIND, null, new JsonObject(), "/v1/exports/" + id);
        return db.inTransaction(tx -> purposes.requireUsable(tx, request.purpose())
                .chain(() -> pinned(tx, request))
                .chain(pinned -> repository.insert(tx, id, pinned, expiresAt))
                .chain(() -> audit.record(tx, entry("export.started", id, request.purpose())))
                .chain(() -> jobs.schedule(tx, ExportSweep.KIND, id.toString(), expiresAt))
                .chain(() -> tenantJobs.start(tx, job)));
    }

    private static void requirePermission(String permission) {
        if (!CallContext.current().caller().may(permission)) {
            throw new ApiException(ErrorCode.FORBIDDEN, "Needs " + permission + " besides.");
        }
    }

    private static void requireMembers(ExportKind kind) {
        if (kind != ExportKind.MEMBERS) {
            throw ApiException.invalid("/segment", "must be given for members alone");
        }
    }

    private Uni<ExportRequest> pinned(Tx tx, ExportRequest request) {
        return request.segment() == null
                ? Uni.createFrom().item(request)
                : segments.pin(tx, request.segment(), request.purpose())
                        .chain(pinned -> segments.chooses(tx, pinned).map(chooses -> request.of(pinned, chooses)));
    }

    Uni<ExportView> require(UUID id) {
        return find(id).map(ExportView::of);
    }

    /**
     * A complete file, part by part.
     *
     * @throws ApiException not_found, forbidden
     */
    Uni<Multi<byte[]>> file(UUID id) {
        return find(id).invoke(ExportService::requireOwn)
                .invoke(ExportService::requireThere)
                .call(file -> db.inTransaction(tx -> audit.record(tx, entry("export.fetched", id, file.purpose()))))
                .map(file -> files.read(file.id()));
    }

    private static AuditEntry entry(String action, UUID id, Purpose purpose) {
        return AuditEntry.of(action, "export", id).because(purpose, null);
    }

    private Uni<ExportFile> find(UUID id) {
        return db.read(tx -> repository.find(tx, id)).onItem().ifNull().failWith(() -> ApiException.notFound("export"));
    }

    private static void requireOwn(ExportFile file) {
        if (!CallContext.current().caller().subject().equals(file.caller().subject())) {
            throw new ApiException(ErrorCode.FORBIDDEN, "A file is handed to who has asked for it alone.");
        }
    }

    private static void requireThere(ExportFile file) {
        if (!file.complete() || file.expiresAt().isBefore(Instant.now())) {
            throw ApiException.notFound("file");
        }
    }
}
