package dev.shuke.segment;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.segment.SegmentService.Readable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Why one member is in a segment, or is not: by the SQL that decides it. */
@ApplicationScoped
public class ExplanationService {
    private final TenantDb db;
    private final SegmentService segments;
    private final AudienceRepository audiences;
    private final ObjectMapper mapper;

    ExplanationService(TenantDb db, SegmentService segments, AudienceRepository audiences, ObjectMapper mapper) {
        this.db = db;
        this.segments = segments;
        this.audiences = audiences;
        this.mapper = mapper;
    }

    /**
     * @param asOf null for now; a frozen segment has a time of its own and takes none
     * @throws ApiException not_found of the segment or the member, invalid_parameter
     */
    public Uni<Explanation> explain(UUID segment, UUID member, PointInTime asOf) {
        return db.inTransaction(tx -> segments.requireReadable(tx, segment)
                .chain(found -> found.segment().kind() == SegmentKind.FROZEN
                        ? frozen(tx, found.segment(), member, asOf)
                        : !found.segment().chooses()
                                ? reached(tx, found.segment(), member)
                                : dynamic(tx, found, member, asOf == null ? PointInTime.now() : asOf)));
    }

    private Uni<Explanation> dynamic(Tx tx, Readable found, UUID member, PointInTime asOf) {
        SegmentView segment = found.segment();
        Condition condition = RuleChecker.check(segment.rule(), found.access());
        RuleTime time = Rules.time(asOf);
        ExplainedRule explained = RuleCompiler.explain(condition, time);
        return answer(tx, segment, explained, member)
                .map(answer -> new Explanation(
                        answer.admitted() && answer.matches(),
                        segment.version(),
                        asOf.instant(),
                        segment.purpose(),
                        answer.admitted() ? explainer(tx, answer, time).node(segment.rule(), condition) : null,
                        new Explanation.Consent(segment.purpose(), answer.consent(), answer.admitted())));
    }

    private Explainer explainer(Tx tx, ExplainedRule.Answer answer, RuleTime time) {
        return new Explainer(
                answer, FieldPolicy.of(tx.call()), tx.call().tenant().currency(), time, mapper);
    }

    private Uni<Explanation> frozen(Tx tx, SegmentView segment, UUID member, PointInTime asOf) {
        if (asOf != null) {
            throw ApiException.invalidParameter("asOf", "must not be given for a frozen segment");
        }
        ExplainedRule kept = new ExplainedRule(CompiledRule.keptBy(segment.id(), segment.version()), List.of());
        return answer(tx, segment, kept, member)
                .map(answer -> new Explanation(
                        answer.admitted() && answer.matches(),
                        segment.version(),
                        null,
                        segment.purpose(),
                        null,
                        new Explanation.Consent(segment.purpose(), answer.consent(), answer.admitted())));
    }

    /** Whom nothing chooses is in it or is not for one reason alone. */
    private Uni<Explanation> reached(Tx tx, SegmentView segment, UUID member) {
        return answer(tx, Audience.reachable(segment.purpose()), List.of(), member)
                .map(answer -> new Explanation(
                        answer.admitted(),
                        segment.version(),
                        null,
                        segment.purpose(),
                        null,
                        new Explanation.Consent(segment.purpose(), answer.consent(), answer.admitted())));
    }

    private Uni<ExplainedRule.Answer> answer(Tx tx, SegmentView segment, ExplainedRule rule, UUID member) {
        return answer(tx, Audience.matching(segment.purpose(), rule.rule()), rule.nodes(), member);
    }

    private Uni<ExplainedRule.Answer> answer(Tx tx, Audience audience, List<ExplainedRule.Node> nodes, UUID member) {
        return audiences
                .explain(tx, audience, nodes, member)
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("member"));
    }
}
