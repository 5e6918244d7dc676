package dev.shuke.segment;

import dev.shuke.platform.jobs.JobFailed;
import dev.shuke.platform.jobs.JobProgress;
import dev.shuke.platform.jobs.JobRun;
import dev.shuke.platform.jobs.TenantJob;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.tag.MemberTagService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Gives a tag to the members of a segment, or takes it from them, a page at a step. */
@ApplicationScoped
class SegmentTagJob implements TenantJob {
    static final String KIND = "segment.tag";
    private static final int PAGE = 1_000;

    private final SegmentService segments;
    private final MemberTagService tags;

    SegmentTagJob(SegmentService segments, MemberTagService tags) {
        this.segments = segments;
        this.tags = tags;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<JobRun> step(JobRun run) {
        return run.advance(tx -> step(tx, SegmentTagging.read(run.checkpoint())));
    }

    private Uni<JobProgress> step(Tx tx, SegmentTagging work) {
        return segments.listUnchanged(tx, work.segment(), work.version(), work.after(), PAGE)
                .onItem()
                .ifNull()
                .failWith(() -> new JobFailed("segment_changed"))
                .chain(members -> give(tx, work, members));
    }

    private Uni<JobProgress> give(Tx tx, SegmentTagging work, List<SegmentMember> page) {
        UUID[] members = page.stream().map(SegmentMember::id).toArray(UUID[]::new);
        SegmentTagging next = page.isEmpty() ? work : work.upTo(page.getLast().id());
        return (work.removes()
                        ? tags.take(tx, work.tag(), work.writer(), members).replaceWith(page.size())
                        : tags.give(tx, work.tag(), work.assignment(), work.writer(), members))
                .onFailure(ApiException.class)
                .transform(changed -> new JobFailed("tag_changed"))
                .map(given -> page.size() < PAGE
                        ? JobProgress.end(next.json(), page.size(), page.size() - given)
                        : JobProgress.upTo(next.json(), page.size(), page.size() - given));
    }
}
