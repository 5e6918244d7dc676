package dev.shuke.segment;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.HeavyWork;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.purpose.PurposeService;
import dev.shuke.segment.AudienceRepository.Counted;
import dev.shuke.tag.TagView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Rules tried out: how many members they match. */
@ApplicationScoped
class PreviewService {
    static final int SAMPLE = 10;
    private static final int MOST_CELLS = 5_000;
    private static final RuleDescription EVERYBODY =
            new RuleDescription("可以触达的所有会员，不按个人特征选择。", "Everybody who can be reached, chosen by nothing.");

    private final TenantDb db;
    private final Rules rules;
    private final PurposeService purposes;
    private final AudienceRepository audiences;
    private final HeavyWork heavy;

    PreviewService(TenantDb db, Rules rules, PurposeService purposes, AudienceRepository audiences, HeavyWork heavy) {
        this.db = db;
        this.heavy = heavy;
        this.rules = rules;
        this.purposes = purposes;
        this.audiences = audiences;
    }

    /**
     * How many members a rule matches.
     *
     * @throws ApiException purpose_forbidden, validation_failed or field_forbidden at a node of the rule, purpose_unavailable
     */
    Uni<SegmentPreview> preview(PreviewRequest request) {
        return heavy.inTurn(() -> purposes.remembered(request.purpose()).chain(known -> preview(request, known)));
    }

    /** @param known the purpose; null when it has to be looked up */
    private Uni<SegmentPreview> preview(PreviewRequest request, Purpose known) {
        Function<Tx, Uni<SegmentPreview>> preview = tx -> (known == null
                        ? purposes.requireUsable(tx, request.purpose())
                        : purposes.requireGranted(tx, known).replaceWith(known))
                .map(request::of)
                .chain(usable -> rules.toCounts(tx, usable.rule()).chain(access -> described(tx, usable, access)));
        boolean alone = known != null
                && rules.isPlain(request.rule())
                && PurposeService.knowsGrants(CallContext.current().caller());
        return alone ? db.read(preview) : db.inTransaction(preview);
    }

    private Uni<SegmentPreview> described(Tx tx, PreviewRequest request, RuleAccess access) {
        Condition rule = RuleChecker.check(request.rule(), access);
        if (!request.chooses()) {
            return count(tx, access, Audience.reachable(request.purpose())).map(preview -> preview.with(EVERYBODY));
        }
        return preview(tx, request, access, rule)
                .chain(preview ->
                        rules.naming(tx, request.rule()).map(naming -> preview.with(RuleSentence.of(rule, naming))));
    }

    /** Chosen by nothing: of them a count tells no more than how many there are. */
    private Uni<SegmentPreview> count(Tx tx, RuleAccess access, Audience audience) {
        return audiences
                .count(tx, audience, SAMPLE)
                .map(counted -> access.countsOnly()
                        ? SegmentPreview.rounded(counted.members())
                        : SegmentPreview.exact(counted.members(), sample(tx, counted)));
    }

    /**
     * How many members have a tag.
     *
     * @throws ApiException not_found, field_forbidden, purpose_unavailable, purpose_forbidden
     */
    Uni<TagCountView> count(String tag, Purpose purpose) {
        PreviewRequest request = new PreviewRequest(new Rule.Tag(tag, "has", null), purpose, null, null);
        return heavy.inTurn(() -> db.inTransaction(tx -> purposes.requireUsable(tx, purpose)
                .chain(() -> rules.toCounts(tx, request.rule()))
                .invoke(access -> requireTag(access.tag(tag)))
                .chain(access -> preview(tx, request, access, RuleChecker.check(request.rule(), access)))
                .map(preview -> new TagCountView(preview.count(), preview.countKind()))));
    }

    private static void requireTag(TagView tag) {
        if (tag == null || tag.group()) {
            throw ApiException.notFound("tag");
        }
    }

    private Uni<SegmentPreview> preview(Tx tx, PreviewRequest request, RuleAccess access, Condition rule) {
        return access.countsOnly() ? countInCrowds(tx, request, rule) : count(tx, request, rule);
    }

    private Uni<SegmentPreview> count(Tx tx, PreviewRequest request, Condition rule) {
        PointInTime asOf = request.asOf() == null ? PointInTime.now() : request.asOf();
        CompiledRule compiled = RuleCompiler.compile(rule, Rules.time(asOf));
        return audiences
                .count(tx, Audience.matching(request.purpose(), compiled), SAMPLE)
                .map(counted -> SegmentPreview.exact(counted.members(), sample(tx, counted)));
    }

    private static List<UUID> sample(Tx tx, Counted counted) {
        return tx.call().caller().may(Permission.MEMBERS_READ) ? counted.sample() : null;
    }

    /** As of the day's beginning: from one moment to the next it could be one member who is left behind by a span. */
    private Uni<SegmentPreview> countInCrowds(Tx tx, PreviewRequest request, Condition rule) {
        if (request.asOf() != null) {
            throw RuleAccess.forbidden(List.of(FieldError.at("/asOf", "must not be given by this caller")));
        }
        PointInTime today = new PointInTime(Rules.time(PointInTime.now()).startOfDay(0));
        Audience audience = Audience.inCrowds(request.purpose(), RuleCompiler.compileSplit(rule, Rules.time(today)));
        return audiences
                .cells(tx, audience, MOST_CELLS + 1)
                .invoke(PreviewService::requireFew)
                .map(cells -> SegmentPreview.rounded(
                        Crowds.matching(cells, audience.splits().broad(), SegmentPreview.K)));
    }

    private static void requireFew(List<Crowds.Cell> cells) {
        if (cells.size() > MOST_CELLS) {
            throw ApiException.invalid("/rule", "tells too many members apart for this caller: ask for less at once");
        }
    }
}
