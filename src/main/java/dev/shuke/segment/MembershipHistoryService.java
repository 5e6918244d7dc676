package dev.shuke.segment;

import dev.shuke.member.MemberService;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Who entered segments and who left, and how many were in them. */
@ApplicationScoped
public class MembershipHistoryService {
    private final TenantDb db;
    private final SegmentService segments;
    private final MemberService members;
    private final MembershipHistoryRepository repository;

    MembershipHistoryService(
            TenantDb db, SegmentService segments, MemberService members, MembershipHistoryRepository repository) {
        this.db = db;
        this.segments = segments;
        this.members = members;
        this.repository = repository;
    }

    /** @throws ApiException not_found */
    Uni<Page<SegmentChangeView>> ofSegment(UUID id, PageRequest page) {
        int limit = page.limit();
        long before = page.cursorOr(seq(Long.MAX_VALUE)).id().getLeastSignificantBits();
        return db.inTransaction(tx -> segments.require(tx, id)
                .chain(segment -> segments.readableVersions(tx, id)
                        .chain(versions -> repository.list(tx, segment, versions, before, limit + 1)))
                .map(changes -> Page.of(changes, limit, change -> seq(change.seq()))));
    }

    private static Cursor seq(long seq) {
        return Cursor.after(new UUID(0, seq));
    }

    /** Of the newest segments that the caller may read, and of their versions likewise. */
    Uni<Page<SegmentChangeView>> ofMember(UUID memberId, PageRequest page) {
        int limit = page.limit();
        Cursor before = page.cursorOr(Cursor.NEWEST);
        return db.inTransaction(tx -> members.requireLiving(tx, memberId)
                .chain(member -> segments.listReadable(tx)
                        .chain(readable -> segments.readableVersions(tx, ids(readable))
                                .chain(versions ->
                                        repository.list(tx, member, purposes(readable), versions, before, limit + 1))))
                .map(changes -> Page.of(changes, limit, change -> new Cursor(change.at(), change.segmentId()))));
    }

    private static UUID[] ids(List<SegmentView> readable) {
        return readable.stream().map(SegmentView::id).toArray(UUID[]::new);
    }

    private static Map<UUID, Purpose> purposes(List<SegmentView> readable) {
        return readable.stream().collect(Collectors.toMap(SegmentView::id, SegmentView::purpose));
    }

    /** @throws ApiException not_found */
    Uni<Page<SegmentCountView>> counts(UUID id, PageRequest page) {
        int limit = page.limit();
        Cursor before = page.cursorOr(Cursor.NEWEST);
        return db.inTransaction(tx -> segments.require(tx, id)
                .chain(segment -> repository.counts(tx, id, before.at(), limit + 1))
                .map(counts -> Page.of(counts, limit, count -> new Cursor(count.at(), new UUID(0, 0)))));
    }

    /**
     * How many are in it now, or were at that time.
     *
     * @param asOf null for now
     * @throws ApiException not_found, invalid_parameter
     */
    Uni<SegmentCountView> count(UUID id, PointInTime asOf) {
        PointInTime at = asOf == null ? PointInTime.now() : asOf;
        return db.inTransaction(tx -> segments.ask(tx, id, asOf)
                .chain(found -> repository
                        .count(tx, found.audience())
                        .map(members -> new SegmentCountView(
                                at.instant(), found.segment().version(), members))));
    }
}
