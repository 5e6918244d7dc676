package dev.shuke.experiment;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.segment.AudienceService;
import dev.shuke.segment.MatchingMembers;
import dev.shuke.segment.PointInTime;
import dev.shuke.segment.Rule;
import dev.shuke.segment.SegmentKind;
import dev.shuke.segment.SegmentName;
import dev.shuke.segment.SegmentPatch;
import dev.shuke.segment.SegmentRequest;
import dev.shuke.segment.SegmentService;
import dev.shuke.segment.SegmentView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Whom an experiment is for. The rule is kept as a dynamic segment of its own, {@code experiment-<id>}, so that an
 * assignment reads a stored membership and evaluates nothing, and so that the merchant can look into it and have it
 * explained as any other.
 */
@ApplicationScoped
class Audiences {
    private static final String RULE = "/rule";

    private final SegmentService segments;
    private final AudienceService audiences;

    Audiences(SegmentService segments, AudienceService audiences) {
        this.segments = segments;
        this.audiences = audiences;
    }

    /** Null when the experiment is for everybody. */
    Uni<UUID> keep(Tx tx, UUID experiment, ExperimentRequest definition) {
        if (definition.audience() == null) {
            return Uni.createFrom().nullItem();
        }
        return segments.create(
                        tx,
                        new SegmentRequest(
                                "experiment-" + experiment,
                                new SegmentName(definition.name()),
                                definition.audience(),
                                definition.purpose(),
                                SegmentKind.DYNAMIC,
                                true))
                .map(SegmentView::id)
                .onFailure(ApiException.class)
                .transform(Audiences::ofAudience);
    }

    /** After a change of the definition; the purpose of a segment cannot change, so that another takes its place. */
    Uni<UUID> follow(Tx tx, ExperimentView before, ExperimentRequest after) {
        ExperimentRequest now = before.definition();
        if (before.segmentId() != null
                && after.audience() != null
                && now.purpose().equals(after.purpose())) {
            return now.audience().equals(after.audience())
                    ? Uni.createFrom().item(before.segmentId())
                    : segments.update(tx, before.segmentId(), new SegmentPatch(null, after.audience()))
                            .map(SegmentView::id)
                            .onFailure(ApiException.class)
                            .transform(Audiences::ofAudience);
        }
        return keep(tx, Ids.next(), after);
    }

    /** To be called when no experiment refers to it any more. */
    Uni<Void> drop(Tx tx, UUID segment) {
        return segment == null ? Uni.createFrom().voidItem() : segments.delete(tx, segment);
    }

    /**
     * Before an experiment runs: whoever changes a segment by which it chooses, or one that its rule names, is done or finds
     * it running, and is refused.
     */
    Uni<Void> hold(Tx tx, ExperimentView experiment) {
        return experiment.segmentId() == null ? Uni.createFrom().voidItem() : audiences.hold(tx);
    }

    /** @param rule the field {@code audience} of a body; null for everybody */
    Uni<MatchingMembers> matching(Tx tx, Purpose purpose, Rule rule, PointInTime asOf) {
        return audiences
                .matching(tx, purpose, rule, asOf)
                .onFailure(ApiException.class)
                .transform(Audiences::ofAudience);
    }

    /** A fault of the segment's rule is one of the experiment's audience. */
    private static Throwable ofAudience(Throwable failure) {
        ApiException refused = (ApiException) failure;
        return new ApiException(
                refused.code(),
                refused.getMessage(),
                refused.errors().stream()
                        .map(error -> error.pointer() != null && error.pointer().startsWith(RULE)
                                ? FieldError.at("/audience" + error.pointer().substring(RULE.length()), error.detail())
                                : error)
                        .toList());
    }
}
