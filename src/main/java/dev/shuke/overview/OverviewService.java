package dev.shuke.overview;

import dev.shuke.event.EventService;
import dev.shuke.event.EventView;
import dev.shuke.member.MemberService;
import dev.shuke.member.MemberView;
import dev.shuke.member.MemberView.Metrics;
import dev.shuke.member.ProvenanceView;
import dev.shuke.member.StatedPurposeService;
import dev.shuke.metric.MetricService;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.rfm.MemberRfmService;
import dev.shuke.rfm.MemberRfmView;
import dev.shuke.score.MemberScoreService;
import dev.shuke.score.MemberScoresView;
import dev.shuke.segment.SegmentOfMember;
import dev.shuke.segment.SegmentService;
import dev.shuke.tag.MemberTagService;
import dev.shuke.tag.MemberTagView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A member with what is known of it elsewhere, each part as it is when its turn comes. */
@ApplicationScoped
public class OverviewService {
    private static final int LATEST = 10;

    private final MemberService members;
    private final StatedPurposeService purposes;
    private final MetricService metrics;
    private final MemberTagService tags;
    private final SegmentService segments;
    private final MemberRfmService rfm;
    private final MemberScoreService scores;
    private final EventService events;

    OverviewService(
            MemberService members,
            StatedPurposeService purposes,
            MetricService metrics,
            MemberTagService tags,
            SegmentService segments,
            MemberRfmService rfm,
            MemberScoreService scores,
            EventService events) {
        this.members = members;
        this.purposes = purposes;
        this.metrics = metrics;
        this.tags = tags;
        this.segments = segments;
        this.rfm = rfm;
        this.scores = scores;
        this.events = events;
    }

    /**
     * @param purpose as the call states it; null for serving the member
     * @throws dev.shuke.platform.web.ApiException not_found, and what {@link StatedPurposeService#requireAdmitted} says
     */
    Uni<MemberView> require(UUID id, String purpose) {
        return purpose == null
                ? members.require(id)
                : purposes.requireAdmitted(id, purpose).chain(() -> members.require(id));
    }

    /** As {@link #require}. */
    Uni<MemberOverview> require(UUID id, String purpose, Set<Part> parts) {
        return require(id, purpose)
                .chain(member -> Uni.combine()
                        .all()
                        .unis(
                                more(member.id(), parts),
                                provenance(member.id(), parts),
                                tags(member.id(), parts),
                                segments(member.id(), parts),
                                rfm(member.id(), parts),
                                scores(member.id(), parts),
                                events(member.id(), parts))
                        .usingConcurrencyOf(1)
                        .with((more, from, called, in, rfm, scores, latest) ->
                                new MemberOverview(member.with(more), from, called, in, rfm, scores, latest)));
    }

    private Uni<Metrics.More> more(UUID id, Set<Part> parts) {
        return parts.contains(Part.METRICS)
                ? metrics.find(id)
                : Uni.createFrom().item(Metrics.More.NONE);
    }

    private Uni<Map<String, ProvenanceView>> provenance(UUID id, Set<Part> parts) {
        return parts.contains(Part.PROVENANCE)
                ? members.provenance(id)
                : Uni.createFrom().nullItem();
    }

    private Uni<List<MemberTagView>> tags(UUID id, Set<Part> parts) {
        return parts.contains(Part.TAGS) ? tags.list(id) : Uni.createFrom().nullItem();
    }

    private Uni<List<SegmentOfMember>> segments(UUID id, Set<Part> parts) {
        return parts.contains(Part.SEGMENTS) && may(Permission.SEGMENTS_READ)
                ? segments.listOf(id)
                : Uni.createFrom().nullItem();
    }

    private Uni<MemberRfmView> rfm(UUID id, Set<Part> parts) {
        return parts.contains(Part.RFM) ? rfm.find(id) : Uni.createFrom().nullItem();
    }

    private Uni<MemberScoresView> scores(UUID id, Set<Part> parts) {
        return parts.contains(Part.SCORES) ? scores.find(id) : Uni.createFrom().nullItem();
    }

    private Uni<List<EventView>> events(UUID id, Set<Part> parts) {
        return parts.contains(Part.EVENTS) && may(Permission.EVENTS_READ) && seesBehaviour()
                ? events.latest(id, LATEST)
                : Uni.createFrom().nullItem();
    }

    private static boolean seesBehaviour() {
        return FieldPolicy.of(CallContext.current()).canRead(FieldGroup.BEHAVIOUR);
    }

    private static boolean may(String permission) {
        return CallContext.current().caller().may(permission);
    }
}
