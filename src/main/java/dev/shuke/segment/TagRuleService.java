package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.PathKey;
import dev.shuke.tag.AssignmentRequest;
import dev.shuke.tag.MemberTagService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Has tags follow segments. What that changes for members, {@link TagRuleRun} does after the answer. */
@ApplicationScoped
public class TagRuleService {
    private final TenantDb db;
    private final TagRuleRepository repository;
    private final SegmentRepository segments;
    private final SegmentService readable;
    private final MembershipStateRepository states;
    private final MemberTagService tags;
    private final TagRuleJob job;
    private final Audit audit;

    TagRuleService(
            TenantDb db,
            TagRuleRepository repository,
            SegmentRepository segments,
            SegmentService readable,
            MembershipStateRepository states,
            MemberTagService tags,
            TagRuleJob job,
            Audit audit) {
        this.db = db;
        this.repository = repository;
        this.segments = segments;
        this.readable = readable;
        this.states = states;
        this.tags = tags;
        this.job = job;
        this.audit = audit;
    }

    /** @throws ApiException not_found */
    Uni<TagRuleView> require(String tag) {
        requirePossible(tag);
        return db.read(tx -> found(repository.find(tx, tag)));
    }

    /** Null when it follows none; nobody else changes it before this transaction ends. */
    Uni<TagRuleView> findForUpdate(String tag) {
        return db.inTransaction(tx -> repository.findForUpdate(tx, tag).map(rule -> rule == null ? null : rule.view()));
    }

    private static void requirePossible(String tag) {
        if (!PathKey.possible(tag)) {
            throw ApiException.notFound("rule of the tag");
        }
    }

    private static Uni<TagRuleView> found(Uni<TagRule> rule) {
        return rule.onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("rule of the tag"))
                .map(TagRule::view);
    }

    /** @throws ApiException not_found of the tag or the segment, validation_failed, field_forbidden, forbidden */
    Uni<TagRuleView> put(String tag, TagRuleRequest request) {
        if (!CallContext.current().caller().may(Permission.SEGMENTS_READ)) {
            throw new ApiException(ErrorCode.FORBIDDEN, "Needs " + Permission.SEGMENTS_READ + " besides.");
        }
        TagRuleView rule = new TagRuleView(
                tag,
                request.segment(),
                value(request.value()),
                request.confidence() == null ? 1 : request.confidence(),
                request.position() == null ? 0 : request.position(),
                PointInTime.now().instant());
        return db.inTransaction(
                tx -> tags.requireUsable(tx, tag, new AssignmentRequest(request.value(), null, null, null))
                        .chain(() -> segments.lockAll(tx))
                        .chain(() -> readable.require(tx, request.segment()))
                        .invoke(TagRuleService::requireDynamic)
                        .chain(() -> states.lock(tx, request.segment()))
                        .chain(() -> put(tx, rule)));
    }

    private Uni<TagRuleView> put(Tx tx, TagRuleView rule) {
        return repository
                .put(tx, rule)
                .call(() -> requireNoCycle(repository.cyclic(tx, rule.segment()), "/segment"))
                .chain(slot -> job.rebuild(tx, slot))
                .chain(() -> audit.record(tx, AuditEntry.of("tag.rule_changed", "tag", rule.tag())))
                .replaceWith(rule);
    }

    private static void requireDynamic(SegmentView segment) {
        if (segment.kind() != SegmentKind.DYNAMIC || !segment.chooses()) {
            throw ApiException.invalid("/segment", "must be the id of a dynamic segment whose rule chooses");
        }
    }

    /** @throws ApiException validation_failed */
    static Uni<Boolean> requireNoCycle(Uni<Boolean> cyclic, String at) {
        return cyclic.invoke(found -> {
            if (found) {
                throw ApiException.invalid(at, "must not ask about a tag that follows the segment");
            }
        });
    }

    /** A text or a number, as the tag's definition has been asked already. */
    private static Object value(JsonNode sent) {
        if (sent == null || sent.isNull()) {
            return null;
        }
        return sent.isNumber() ? sent.numberValue() : sent.asText();
    }

    /**
     * What members have by the rule is taken from them shortly after the answer.
     *
     * @throws ApiException not_found
     */
    Uni<Void> delete(String tag) {
        requirePossible(tag);
        return db.inTransaction(tx -> repository
                .delete(tx, tag)
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("rule of the tag"))
                .chain(slot -> job.rebuild(tx, slot))
                .chain(() -> audit.record(tx, AuditEntry.of("tag.rule_deleted", "tag", tag))));
    }
}
