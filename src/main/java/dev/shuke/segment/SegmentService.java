package dev.shuke.segment;

import static java.util.stream.Collectors.toSet;

import dev.shuke.attribute.AttributeService;
import dev.shuke.attribute.AttributeView;
import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.segment.AudienceRepository.Counted;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Segments: previewed, kept, changed, and read for their purpose. */
@ApplicationScoped
public class SegmentService {
    static final int SAMPLE = 10;
    private static final int MOST_OF_MEMBER = 100;
    private static final CompiledRule NOBODY = new CompiledRule("", "false", Splits.Key.NONE, List.of());
    private static final int MOST_CELLS = 5_000;

    private final TenantDb db;
    private final SegmentRepository repository;
    private final AudienceRepository audiences;
    private final AttributeService attributes;

    SegmentService(
            TenantDb db, SegmentRepository repository, AudienceRepository audiences, AttributeService attributes) {
        this.db = db;
        this.repository = repository;
        this.audiences = audiences;
        this.attributes = attributes;
    }

    /** A segment before and after. */
    private record Change(SegmentView before, SegmentView after) {
        boolean newRule() {
            return before.version() != after.version();
        }
    }

    /**
     * How many members a rule matches.
     *
     * @throws ApiException validation_failed or field_forbidden at a node of the rule, purpose_unavailable
     */
    Uni<SegmentPreview> preview(PreviewRequest request) {
        Function<Tx, Uni<SegmentPreview>> preview =
                tx -> defined(tx, request.rule()).chain(defined -> preview(tx, request, defined));
        return RuleChecker.names(request.rule()).isEmpty() ? db.read(preview) : db.inTransaction(preview);
    }

    private Uni<SegmentPreview> preview(Tx tx, PreviewRequest request, Map<String, AttributeView> defined) {
        RuleAccess access = RuleAccess.toCounts(policy(), mayCountPersons(), zone(), defined);
        Condition rule = RuleChecker.check(request.rule(), access);
        return access.countsOnly() ? countInCrowds(tx, request, rule) : count(tx, request, rule);
    }

    private Uni<SegmentPreview> count(Tx tx, PreviewRequest request, Condition rule) {
        PointInTime asOf = request.asOf() == null ? PointInTime.now() : request.asOf();
        return audiences
                .count(tx, Audience.matching(request.purpose(), RuleCompiler.compile(rule, time(asOf))), SAMPLE)
                .map(counted -> SegmentPreview.exact(counted.members(), sample(tx, counted)));
    }

    /** As of the day's beginning: from one moment to the next it could be one member who is left behind by a span. */
    private Uni<SegmentPreview> countInCrowds(Tx tx, PreviewRequest request, Condition rule) {
        if (request.asOf() != null) {
            throw RuleAccess.forbidden(List.of(FieldError.at("/asOf", "must not be given by this caller")));
        }
        PointInTime today = new PointInTime(time(PointInTime.now()).startOfDay(0));
        Audience audience = Audience.matching(request.purpose(), RuleCompiler.compileSplit(rule, time(today)));
        return audiences
                .cells(tx, audience, MOST_CELLS + 1)
                .invoke(SegmentService::requireFew)
                .map(cells -> SegmentPreview.rounded(
                        Crowds.matching(cells, audience.splits().broad(), SegmentPreview.K)));
    }

    private static void requireFew(List<Crowds.Cell> cells) {
        if (cells.size() > MOST_CELLS) {
            throw ApiException.invalid("/rule", "tells too many members apart for this caller: ask for less at once");
        }
    }

    /** The definitions of the attributes that the rules name. */
    private Uni<Map<String, AttributeView>> defined(Tx tx, Rule... rules) {
        return attributes.definitions(
                tx,
                Arrays.stream(rules)
                        .flatMap(rule -> RuleChecker.names(rule).stream())
                        .collect(toSet()));
    }

    /** Apps, whose merchant has them count, and whoever may read members. */
    private static boolean mayCountPersons() {
        Caller caller = CallContext.current().caller();
        return caller.kind() == Caller.Kind.APP || caller.may(Permission.MEMBERS_READ);
    }

    private static List<UUID> sample(Tx tx, Counted counted) {
        return tx.call().caller().may(Permission.MEMBERS_READ) ? counted.sample() : null;
    }

    /**
     * Keeps a rule as a segment; a frozen one keeps its members too.
     *
     * @throws ApiException validation_failed or field_forbidden at a node of the rule, purpose_unavailable,
     *     already_exists
     */
    Uni<SegmentView> create(SegmentRequest request) {
        PointInTime now = PointInTime.now();
        requireUsable(request.purpose());
        SegmentView segment = SegmentView.first(Ids.next(), request, now.instant());
        return db.inTransaction(tx -> compile(tx, request.rule(), now)
                .call(rule -> repository.create(tx, segment).invoke(SegmentService::requireNew))
                .chain(rule -> createVersion(tx, segment, rule))
                .replaceWith(segment));
    }

    private static void requireUsable(Purpose purpose) {
        Audience.matching(purpose, NOBODY);
    }

    private static void requireNew(int created) {
        if (created == 0) {
            throw new ApiException(ErrorCode.ALREADY_EXISTS, "There is a segment with this key.");
        }
    }

    private Uni<Integer> createVersion(Tx tx, SegmentView segment, CompiledRule rule) {
        Uni<Integer> created = repository.createVersion(tx, segment);
        return segment.kind() == SegmentKind.FROZEN
                ? created.chain(version -> audiences.freeze(tx, segment, rule))
                : created;
    }

    /** @throws ApiException not_found */
    Uni<SegmentView> require(UUID id) {
        return db.inTransaction(tx -> require(tx, repository.find(tx, id)));
    }

    /** As {@link #require}; nobody else changes it before this transaction ends. */
    Uni<SegmentView> requireForUpdate(UUID id) {
        return db.inTransaction(tx -> require(tx, repository.findForUpdate(tx, id)));
    }

    private Uni<SegmentView> require(Tx tx, Uni<SegmentView> segment) {
        return segment.onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("segment"))
                .call(found -> defined(tx, found.rule()).invoke(defined -> {
                    if (!readable(found, policy(), defined)) {
                        throw ApiException.notFound("segment");
                    }
                }));
    }

    /** Who is in a segment tells what its rule asks about: it is for those who may see all of that. */
    private static boolean readable(SegmentView segment, FieldPolicy policy, Map<String, AttributeView> defined) {
        try {
            RuleChecker.check(segment.rule(), RuleAccess.toMembers(policy, defined));
            return true;
        } catch (ApiException refused) {
            return refused.code() != ErrorCode.FIELD_FORBIDDEN;
        }
    }

    /** Those that the caller may read; a page may have fewer than were asked for, and more behind it. */
    Uni<Page<SegmentView>> list(PageRequest page) {
        int limit = page.limit();
        Cursor after = page.cursorOr(Cursor.NEWEST);
        FieldPolicy policy = policy();
        return db.inTransaction(tx -> repository
                .list(tx, after, limit + 1)
                .map(rows -> Page.of(rows, limit, row -> new Cursor(row.createdAt(), row.id())))
                .chain(segments -> defined(tx, rules(segments.items()))
                        .map(defined -> segments.filter(segment -> readable(segment, policy, defined)))));
    }

    /**
     * Changes the name or the rule. A rule that says something else makes a new version, and a frozen segment keeps
     * its members anew.
     *
     * @throws ApiException validation_failed or field_forbidden at a node of the rule, not_found
     */
    Uni<SegmentView> update(UUID id, SegmentPatch patch) {
        PointInTime now = PointInTime.now();
        return db.inTransaction(tx -> compile(tx, patch.rule(), now)
                .chain(rule -> require(tx, repository.findForUpdate(tx, id))
                        .map(segment -> new Change(segment, segment.with(patch, now.instant())))
                        .call(change -> repository.update(tx, change.after()))
                        .call(change -> change.newRule()
                                ? createVersion(tx, change.after(), rule)
                                : Uni.createFrom().nullItem())
                        .map(Change::after)));
    }

    /** @throws ApiException not_found */
    Uni<Void> delete(UUID id) {
        return db.inTransaction(
                        tx -> require(tx, repository.findForUpdate(tx, id)).call(found -> repository.delete(tx, id)))
                .replaceWithVoid();
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
        return db.inTransaction(tx -> require(tx, repository.find(tx, id))
                        .chain(segment -> audience(tx, segment, asOf))
                        .chain(audience -> audiences.list(tx, audience, after, limit + 1)))
                .map(rows -> Page.of(rows, limit, row -> Cursor.after(row.id())));
    }

    private Uni<Audience> audience(Tx tx, SegmentView segment, PointInTime asOf) {
        if (segment.kind() == SegmentKind.DYNAMIC) {
            return compile(tx, segment.rule(), asOf == null ? PointInTime.now() : asOf)
                    .map(rule -> Audience.matching(segment.purpose(), rule));
        }
        if (asOf != null) {
            throw ApiException.invalidParameter("asOf", "must not be given for a frozen segment");
        }
        return Uni.createFrom().item(Audience.frozen(segment.purpose(), segment.id(), segment.version()));
    }

    private static FieldPolicy policy() {
        return FieldPolicy.of(CallContext.current());
    }

    /** Those of the newest segments that the caller may read and the member is in, and may be used for the purpose of. */
    public Uni<List<SegmentOfMember>> listOf(UUID member) {
        FieldPolicy policy = policy();
        return db.inTransaction(tx -> repository
                .list(tx, Cursor.NEWEST, MOST_OF_MEMBER)
                .chain(segments -> defined(tx, rules(segments))
                        .map(defined -> segments.stream()
                                .filter(segment -> readable(segment, policy, defined))
                                .toList()))
                .chain(segments -> Multi.createFrom()
                        .iterable(segments)
                        .onItem()
                        .transformToUniAndConcatenate(segment -> in(tx, segment, member))
                        .collect()
                        .asList()));
    }

    /** Null when the member is not in it. */
    private Uni<SegmentOfMember> in(Tx tx, SegmentView segment, UUID member) {
        return audience(tx, segment, null)
                .chain(audience -> audiences.has(tx, audience, member))
                .map(in -> in ? new SegmentOfMember(segment.id(), segment.key(), segment.name()) : null);
    }

    /**
     * Whether members can be chosen by the rule for the purpose.
     *
     * @throws ApiException validation_failed or field_forbidden at a node of the rule, purpose_unavailable
     */
    Uni<Void> requireUsable(Tx tx, Rule rule, Purpose purpose) {
        requireUsable(purpose);
        return compile(tx, rule, PointInTime.now()).replaceWithVoid();
    }

    /** Who an inference, whose creator was allowed to ask for them, is about; nobody when it is null. */
    Uni<Audience> audience(Tx tx, InferenceView inference) {
        return inference == null
                ? Uni.createFrom().item(Audience.matching(Purpose.SERVICE, NOBODY))
                : defined(tx, inference.rule())
                        .map(defined -> compile(inference.rule(), PointInTime.now(), RuleAccess.allowedBefore(defined)))
                        .map(rule -> Audience.matching(inference.purpose(), rule));
    }

    private static Rule[] rules(List<SegmentView> segments) {
        return segments.stream().map(SegmentView::rule).toArray(Rule[]::new);
    }

    /** @param rule null for nobody */
    private Uni<CompiledRule> compile(Tx tx, Rule rule, PointInTime asOf) {
        return rule == null
                ? Uni.createFrom().item(NOBODY)
                : defined(tx, rule).map(defined -> compile(rule, asOf, RuleAccess.toMembers(policy(), defined)));
    }

    private static CompiledRule compile(Rule rule, PointInTime asOf, RuleAccess access) {
        return RuleCompiler.compile(RuleChecker.check(rule, access), time(asOf));
    }

    private static RuleTime time(PointInTime asOf) {
        return new RuleTime(asOf.instant(), Instant.now(), zone());
    }

    private static ZoneId zone() {
        return CallContext.current().tenant().zone();
    }
}
