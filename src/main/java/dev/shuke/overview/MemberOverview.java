package dev.shuke.overview;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.shuke.event.EventView;
import dev.shuke.member.MemberView;
import dev.shuke.member.ProvenanceView;
import dev.shuke.platform.web.WithETag;
import dev.shuke.rfm.MemberRfmView;
import dev.shuke.score.MemberScoresView;
import dev.shuke.segment.SegmentOfMember;
import dev.shuke.tag.MemberTagView;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A member, and what else was asked for. What the caller may not see is absent. */
@WithETag(personal = true)
@Schema(
        name = "MemberOverview",
        description =
                "A member, with `provenance`, `tags`, `segments`, `rfm`, `scores` and `events` as far as they were asked for",
        requiredProperties = {"id", "createdAt"})
public record MemberOverview(
        @JsonUnwrapped MemberView member,

        @Schema(description = "Where the value of each of the attributes is from")
        Map<String, ProvenanceView> provenance,

        @Schema(description = "Those that the caller may see, by key")
        List<MemberTagView> tags,

        @Schema(description = "Those of the newest 100 segments that the member is in at this moment")
        List<SegmentOfMember> segments,

        MemberRfmView rfm,
        MemberScoresView scores,

        @Schema(description = "The latest ten, the newest first")
        List<EventView> events) {}
