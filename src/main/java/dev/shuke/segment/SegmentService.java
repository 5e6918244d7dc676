package dev.shuke.segment;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.purpose.PurposeService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Segments: previewed, kept, changed, and read for their purpose. */
@ApplicationScoped
public class SegmentService {
    private static final int MOST_OF_MEMBER = 100;

    private final TenantDb db;
    private final SegmentRepository repository;
    private final AudienceRepository audiences;
    private final Rules rules;
    private final SegmentUses uses;
    private final PurposeService purposes;
    private final SegmentMergeRepository merges;
    private final MembershipService memberships;
    private final Touches touches;
    private final Audit audit;

    SegmentService(
            TenantDb db,
            SegmentRepository repository,
            AudienceRepository audiences,
            Rules rules,
            SegmentUses uses,
            PurposeService purposes,
            SegmentMergeRepository merges,
            MembershipService memberships,
            Touches touches,
            Audit audit) {
        this.db = db;
        this.repository = repository;
        this.audiences = audiences;
        this.rules = rules;
        this.uses = uses;
        this.purposes = purposes;
        this.merges = merges;
        this.memberships = memberships;
        this.touches = touches;
        this.audit = audit;
    }

    /**
     * A segment whose rule asks about nothing that the caller may not see.
     *
     * @param condition what the rule says; null when it names what is not there any more
     */
    record Readable(SegmentView segment, RuleAccess access, Condition condition) {
        SegmentView described(RuleSentence.Naming naming) {
            return condition == null ? segment : segment.with(RuleSentence.of(condition, naming));
        }
    }

    /**
     * Keeps a rule as a segment; a frozen one keeps its members too.
     *
     * @throws ApiException validation_failed or field_forbidden at a node of the rule, purpose_unavailable,
     *     already_exists
     */
    Uni<SegmentView> create(SegmentRequest request) {
        return db.inTransaction(tx -> create(tx, request));
    }

    /** Likewise for other features, as are the other two of a transaction. */
    public Uni<SegmentView> create(Tx tx, SegmentRequest request) {
        PointInTime now = PointInTime.now();
        SegmentView segment = SegmentView.first(Ids.next(), request, now.instant());
        segment.requirePossible();
        return purposes.requireUsable(tx, request.purpose())
                .chain(() -> rules.hold(tx, request.rule()))
                .chain(() -> compile(tx, request.rule(), now, segment.id()))
                .call(rule -> repository.create(tx, segment).invoke(SegmentService::requireNew))
                .chain(rule -> createVersion(tx, segment, rule))
                .call(() -> audit.record(tx, AuditEntry.of("segment.created", "segment", segment.id())))
                .chain(kept -> described(tx, kept));
    }

    private static void requireNew(int created) {
        if (created == 0) {
            throw new ApiException(ErrorCode.ALREADY_EXISTS, "There is a segment with this key.");
        }
    }

    private Uni<SegmentView> createVersion(Tx tx, SegmentView segment, CompiledRule rule) {
        Uni<Integer> created = repository.createVersion(tx, segment);
        if (!segment.chooses()) {
            return created.replaceWith(segment);
        }
        if (segment.kind() == SegmentKind.FROZEN) {
            return created.chain(version -> merges.holdShared(tx))
                    .chain(() -> audiences.freeze(tx, segment, rule))
                    .replaceWith(segment);
        }
        return created.chain(() -> segment.version() == 1
                        ? memberships.begin(tx, segment, rule)
                        : memberships.change(tx, segment, rule))
                .map(segment::with);
    }

    /** @throws ApiException not_found */
    Uni<SegmentView> require(UUID id) {
        return db.inTransaction(tx -> require(tx, repository.find(tx, id)));
    }

    /** As {@link #require}; nobody else changes it before this transaction ends. */
    Uni<SegmentView> requireForUpdate(UUID id) {
        return db.inTransaction(tx -> require(tx, repository.findForUpdate(tx, id)));
    }

    /** @throws ApiException not_found */
    Uni<SegmentView> require(Tx tx, UUID id) {
        return require(tx, repository.find(tx, id));
    }

    private Uni<SegmentView> require(Tx tx, Uni<SegmentView> segment) {
        return requireReadable(tx, segment).chain(found -> described(tx, found));
    }

    /** @throws ApiException not_found, also of one whose rule asks about what the caller may not see */
    Uni<Readable> requireReadable(Tx tx, UUID id) {
        return requireReadable(tx, repository.find(tx, id));
    }

    /** As {@link #requireReadable(Tx, UUID)}, by the rule of that version. */
    Uni<Readable> requireReadable(Tx tx, UUID id, int version) {
        return requireReadable(tx, repository.find(tx, id, version));
    }

    private Uni<Readable> requireReadable(Tx tx, Uni<SegmentView> segment) {
        return segment.onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("segment"))
                .call(found -> purposes.requireGranted(tx, found.purpose()))
                .chain(found -> rules.toMembers(tx, found.rule()).map(access -> readable(found, access)))
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("segment"));
    }

    /** Who is in a segment tells what its rule asks about: null for who may not see all of that. */
    private static Readable readable(SegmentView segment, RuleAccess access) {
        try {
            return new Readable(segment, access, RuleChecker.check(segment.rule(), access, segment.id()));
        } catch (ApiException refused) {
            return refused.code() == ErrorCode.FIELD_FORBIDDEN ? null : new Readable(segment, access, null);
        }
    }

    /** Those of the segments' versions that the caller may read: whom one had tells what its rule asked about. */
    Uni<List<SegmentVersion>> readableVersions(Tx tx, UUID... segments) {
        return repository
                .versions(tx, segments)
                .chain(all -> rules.toMembers(
                                tx, all.stream().map(SegmentVersion::rule).toArray(Rule[]::new))
                        .map(access -> all.stream()
                                .filter(one -> one.mayBeRead(access))
                                .toList()));
    }

    /** As it is kept: without a check of who reads it. */
    private Uni<SegmentView> described(Tx tx, SegmentView segment) {
        return rules.toMembers(tx, segment.rule()).chain(access -> described(tx, readable(segment, access)));
    }

    private Uni<SegmentView> described(Tx tx, Readable found) {
        return rules.naming(tx, found.segment().rule()).map(found::described);
    }

    /** Those that the caller may read; a page may have fewer than were asked for, and more behind it. */
    Uni<Page<SegmentView>> list(PageRequest asked) {
        int limit = asked.limit();
        Cursor after = asked.cursorOr(Cursor.NEWEST);
        return db.inTransaction(tx -> repository
                .list(tx, after, limit + 1)
                .map(rows -> Page.of(rows, limit, row -> new Cursor(row.createdAt(), row.id())))
                .chain(page -> readable(tx, page.items())
                        .chain(readable -> described(tx, readable))
                        .map(described -> new Page<>(described, page.nextCursor()))));
    }

    private Uni<List<SegmentView>> described(Tx tx, List<Readable> readable) {
        Rule[] all = readable.stream().map(found -> found.segment().rule()).toArray(Rule[]::new);
        return rules.naming(tx, all)
                .map(naming ->
                        readable.stream().map(found -> found.described(naming)).toList());
    }

    /**
     * Changes the name or the rule. A rule that says something else makes a new version, and a frozen segment keeps
     * its members anew.
     *
     * @throws ApiException validation_failed or field_forbidden at a node of the rule, not_found, conflict, experiment_state
     */
    Uni<SegmentView> update(UUID id, SegmentPatch patch) {
        return db.inTransaction(tx -> update(tx, id, patch, false));
    }

    /** Also of what keeps an experiment's audience, for the experiment. */
    public Uni<SegmentView> update(Tx tx, UUID id, SegmentPatch patch) {
        return update(tx, id, patch, true);
    }

    private Uni<SegmentView> update(Tx tx, UUID id, SegmentPatch patch, boolean byItsExperiment) {
        PointInTime now = PointInTime.now();
        return rules.hold(tx, patch.rule())
                .chain(() -> compile(tx, patch.rule(), now, id))
                .chain(rule -> require(tx, repository.findForUpdate(tx, id))
                        .map(segment -> new Revision(segment, segment.with(patch, now.instant())))
                        .call(change -> uses.requireChangeable(tx, change, byItsExperiment))
                        .call(change -> repository.update(tx, change.after()))
                        .call(change -> audit.record(tx, change.entry()))
                        .chain(change -> change.newRule()
                                ? createVersion(tx, change.after(), rule)
                                        .call(() -> uses.requireNoCycle(tx, id))
                                        .call(() -> touches.noteEverybody(tx, Touches.segment(id)))
                                : Uni.createFrom().item(change.after()))
                        .chain(kept -> described(tx, kept)));
    }

    /** @throws ApiException not_found, conflict while another rule names it */
    Uni<Void> delete(UUID id) {
        return db.inTransaction(
                tx -> require(tx, repository.findForUpdate(tx, id)).chain(() -> delete(tx, id)));
    }

    /** Of what kept an experiment's audience, whoever ends the experiment. */
    public Uni<Void> delete(Tx tx, UUID id) {
        return repository
                .findForUpdate(tx, id)
                .call(found -> uses.requireNone(tx, found))
                .call(() -> memberships.delete(tx, id))
                .chain(() -> repository.delete(tx, id))
                .chain(() -> audit.record(tx, AuditEntry.of("segment.deleted", "segment", id)));
    }

    /**
     * Who is in the segment and may be used for its purpose at this moment.
     *
     * @param asOf null for now; a frozen segment has a time of its own and takes none
     * @throws ApiException not_found, invalid_parameter
     */
    Uni<Page<SegmentMember>> listMembers(UUID id, PageRequest page, PointInTime asOf) {
        int limit = page.limit();
        UUID after = page.cursorOr(Cursor.FIRST).id();
        return db.inTransaction(tx -> requireReadable(tx, id)
                        .chain(found -> audiences.list(tx, audience(found, asOf), after, limit + 1)))
                .map(rows -> Page.of(rows, limit, row -> Cursor.after(row.id())));
    }

    /**
     * A segment that the caller may read, and who is in it at that time.
     *
     * @param asOf as in {@link #listMembers}
     * @throws ApiException not_found, invalid_parameter
     */
    Uni<Asked> ask(Tx tx, UUID id, PointInTime asOf) {
        return requireReadable(tx, repository.find(tx, id))
                .map(found -> new Asked(found.segment(), audience(found, asOf)));
    }

    /**
     * Likewise several as they are now, with one look for all.
     *
     * @throws ApiException not_found of one of them
     */
    Uni<List<Asked>> ask(Tx tx, List<UUID> ids) {
        return repository
                .named(tx, ids.stream().map(UUID::toString).toList())
                .call(found -> purposes.requireGranted(
                        tx, found.stream().map(SegmentView::purpose).toArray(Purpose[]::new)))
                .chain(found -> rules.toMembers(tx, rules(found)).map(access -> readable(found, access)))
                .map(readable -> ids.stream().map(id -> asked(readable, id)).toList());
    }

    private static Asked asked(List<Readable> all, UUID id) {
        return all.stream()
                .filter(found -> found.segment().id().equals(id))
                .findFirst()
                .map(found -> new Asked(found.segment(), audience(found, null)))
                .orElseThrow(() -> ApiException.notFound("segment"));
    }

    /** A segment, and who is in it. */
    record Asked(SegmentView segment, Audience audience) {}

    /** The newest that the caller may read. */
    Uni<List<SegmentView>> listReadable(Tx tx) {
        return repository
                .list(tx, Cursor.NEWEST, MOST_OF_MEMBER)
                .chain(segments -> readable(tx, segments))
                .map(readable -> readable.stream().map(Readable::segment).toList());
    }

    /**
     * For work that goes on when nobody is there: whoever has begun it might read the segment in this version.
     *
     * @return null when it is another by now, or none
     */
    Uni<List<SegmentMember>> listUnchanged(Tx tx, UUID id, int version, UUID after, int limit) {
        return repository
                .find(tx, id)
                .chain(segment -> segment == null || segment.version() != version
                        ? Uni.createFrom().nullItem()
                        : rules.allowedBefore(tx, segment.rule())
                                .map(access -> audience(new Readable(segment, access, null), null))
                                .chain(audience -> audiences.list(tx, audience, after, limit)));
    }

    private static Audience audience(Readable found, PointInTime asOf) {
        SegmentView segment = found.segment();
        if (!segment.chooses()) {
            return Audience.reachable(segment.purpose());
        }
        if (asOf == null && segment.stored()) {
            return Audience.stored(segment.purpose(), segment.id());
        }
        if (segment.kind() == SegmentKind.DYNAMIC) {
            PointInTime at = asOf == null ? PointInTime.now() : asOf;
            return Audience.matching(segment.purpose(), Rules.compile(segment.rule(), at, found.access()));
        }
        if (asOf != null) {
            throw ApiException.invalidParameter("asOf", "must not be given for a frozen segment");
        }
        return Audience.frozen(segment.purpose(), segment.id(), segment.version());
    }

    /** Those of the newest segments that the caller may read and the member is in, and may be used for the purpose of. */
    public Uni<List<SegmentOfMember>> listOf(UUID member) {
        return db.inTransaction(tx -> repository
                .list(tx, Cursor.NEWEST, MOST_OF_MEMBER)
                .chain(segments -> readable(tx, segments))
                .chain(readable -> Multi.createFrom()
                        .iterable(readable)
                        .onItem()
                        .transformToUniAndConcatenate(found -> in(tx, found, member))
                        .collect()
                        .asList()));
    }

    /** Those whose purpose the caller was granted, and whose rule he may ask. */
    private Uni<List<Readable>> readable(Tx tx, List<SegmentView> segments) {
        return purposes.granted(tx)
                .map(granted -> segments.stream()
                        .filter(segment -> granted.test(segment.purpose()))
                        .toList())
                .chain(mine -> rules.toMembers(tx, rules(mine)).map(access -> readable(mine, access)));
    }

    private static List<Readable> readable(List<SegmentView> segments, RuleAccess access) {
        return segments.stream()
                .map(segment -> readable(segment, access))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Null when the member is not in it. */
    private Uni<SegmentOfMember> in(Tx tx, Readable found, UUID member) {
        SegmentView segment = found.segment();
        return audiences
                .has(tx, audience(found, null), member)
                .map(in -> in ? new SegmentOfMember(segment.id(), segment.key(), segment.name()) : null);
    }

    private static Rule[] rules(List<SegmentView> segments) {
        return segments.stream().map(SegmentView::rule).toArray(Rule[]::new);
    }

    /**
     * @param rule null for nobody
     * @param segment which is to have it
     */
    private Uni<CompiledRule> compile(Tx tx, Rule rule, PointInTime asOf, UUID segment) {
        return rule == null
                ? Uni.createFrom().item(CompiledRule.NOBODY)
                : rules.toMembers(tx, rule)
                        .map(access ->
                                RuleCompiler.compile(RuleChecker.check(rule, access, segment), Rules.time(asOf)));
    }
}
