package dev.shuke.segment;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.jobs.JobView;
import dev.shuke.platform.jobs.NewJob;
import dev.shuke.platform.jobs.TenantJobs;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.tag.AssignmentRequest;
import dev.shuke.tag.MemberTagService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Has tags given to all members of a segment, and taken from them. */
@ApplicationScoped
public class SegmentTagService {
    private final TenantDb db;
    private final SegmentService segments;
    private final MemberTagService tags;
    private final TenantJobs jobs;
    private final Audit audit;

    SegmentTagService(TenantDb db, SegmentService segments, MemberTagService tags, TenantJobs jobs, Audit audit) {
        this.db = db;
        this.segments = segments;
        this.tags = tags;
        this.jobs = jobs;
        this.audit = audit;
    }

    /** @throws ApiException not_found of the tag, validation_failed, field_forbidden, forbidden */
    Uni<JobView> start(String key, SegmentTagRequest request) {
        if (!CallContext.current().caller().may(Permission.SEGMENTS_READ)) {
            throw new ApiException(ErrorCode.FORBIDDEN, "Needs " + Permission.SEGMENTS_READ + " besides.");
        }
        request.require();
        AssignmentRequest assignment = new AssignmentRequest(request.value(), request.expiresAt(), null, null);
        return db.inTransaction(
                tx -> (request.removes() ? tags.requireUsable(tx, key) : tags.requireUsable(tx, key, assignment))
                        .chain(() -> segments.require(request.segment()))
                        .map(segment -> new SegmentTagging(
                                key,
                                assignment,
                                request.removes(),
                                segment.id(),
                                segment.version(),
                                tx.call().caller().subject(),
                                null))
                        .chain(work -> start(tx, work)));
    }

    private Uni<JobView> start(Tx tx, SegmentTagging work) {
        NewJob job = new NewJob(Ids.next(), SegmentTagJob.KIND, null, work.json(), null);
        String done = work.removes() ? "tag.taken" : "tag.assigned";
        return audit.record(tx, AuditEntry.of(done, "tag", work.tag())).chain(() -> jobs.start(tx, job));
    }
}
