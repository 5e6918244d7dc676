package dev.shuke.privacyrequest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.score.MemberScoreService;
import dev.shuke.segment.ExplanationService;
import dev.shuke.segment.SegmentOfMember;
import dev.shuke.segment.SegmentService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Why machines decided as they did about one member, as far as the caller may see it himself. */
@ApplicationScoped
class DecisionService {
    private final SegmentService segments;
    private final ExplanationService explanations;
    private final MemberScoreService scores;
    private final ObjectMapper mapper;

    DecisionService(
            SegmentService segments, ExplanationService explanations, MemberScoreService scores, ObjectMapper mapper) {
        this.segments = segments;
        this.explanations = explanations;
        this.scores = scores;
        this.mapper = mapper;
    }

    Uni<List<JsonObject>> explain(UUID member, DecisionRequest decision) {
        return switch (decision.kind()) {
            case SEGMENT ->
                segments(member, decision.segmentId())
                        .onItem()
                        .transformToUniAndConcatenate(segment -> explain(segment, member))
                        .collect()
                        .asList();
            case SCORE ->
                scores.require(member).map(found -> List.of(json(found).put("decision", "score")));
        };
    }

    private Multi<UUID> segments(UUID member, UUID named) {
        return named != null
                ? Multi.createFrom().item(named)
                : segments.listOf(member)
                        .onItem()
                        .transformToMulti(
                                found -> Multi.createFrom().iterable(found).map(SegmentOfMember::id));
    }

    private Uni<JsonObject> explain(UUID segment, UUID member) {
        return explanations
                .explain(segment, member, null)
                .map(found -> json(found).put("decision", "segment").put("segmentId", segment.toString()));
    }

    private JsonObject json(Object view) {
        try {
            return new JsonObject(mapper.writeValueAsString(view));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a view has a JSON form", impossible);
        }
    }
}
