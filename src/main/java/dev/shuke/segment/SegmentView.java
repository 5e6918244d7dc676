package dev.shuke.segment;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.web.WithETag;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A segment at its current version, as it is stored and as callers see it: nothing in it is about one person.
 *
 * @param rule in canonical form
 */
@WithETag
@Schema(
        name = "Segment",
        requiredProperties = {"id", "key", "name", "purpose", "kind", "version", "rule", "createdAt", "updatedAt"})
public record SegmentView(
        UUID id,
        @Schema(examples = "milk-powder-regulars") String key,
        SegmentName name,
        Purpose purpose,
        SegmentKind kind,

        @Schema(description = "Counts the rules it has had, from 1", examples = "1")
        int version,

        Rule rule,

        @Schema(description = "Absent when the rule names what is not there any more")
        RuleDescription description,

        Instant createdAt,
        Instant updatedAt,

        @Schema(description = "Of a dynamic segment") Membership membership,

        @Schema(description = "`false` where the rule chooses nobody and everybody who can be reached is in it")
        Boolean personalised) {

    static SegmentView first(UUID id, SegmentRequest request, Instant now) {
        return new SegmentView(
                id,
                request.key(),
                request.name(),
                request.purpose(),
                request.kind(),
                1,
                request.rule(),
                null,
                now,
                now,
                null,
                Boolean.FALSE.equals(request.personalised()) ? false : null);
    }

    /** The segment after the change; a rule that says the same makes no new version. */
    SegmentView with(SegmentPatch patch, Instant now) {
        boolean newRule = patch.rule() != null && !patch.rule().equals(rule);
        return new SegmentView(
                id,
                key,
                patch.name() == null ? name : patch.name(),
                purpose,
                kind,
                newRule ? version + 1 : version,
                newRule ? patch.rule() : rule,
                null,
                createdAt,
                now,
                membership,
                personalised);
    }

    SegmentView with(Membership membership) {
        return new SegmentView(
                id,
                key,
                name,
                purpose,
                kind,
                version,
                rule,
                description,
                createdAt,
                updatedAt,
                membership,
                personalised);
    }

    /** Whether its rule chooses who is in it. */
    boolean chooses() {
        return !Boolean.FALSE.equals(personalised);
    }

    /** Whether its members are stored. */
    boolean stored() {
        return membership != null && membership.answers();
    }

    SegmentView with(RuleDescription said) {
        return new SegmentView(
                id, key, name, purpose, kind, version, rule, said, createdAt, updatedAt, membership, personalised);
    }
}
