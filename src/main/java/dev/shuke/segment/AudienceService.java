package dev.shuke.segment;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Whom rules match, for what other features ask about them. */
@ApplicationScoped
public class AudienceService {
    private final Rules rules;
    private final SegmentRepository segments;

    AudienceService(Rules rules, SegmentRepository segments) {
        this.rules = rules;
        this.segments = segments;
    }

    /**
     * Whom the purpose admits now and the rule matches as of that moment.
     *
     * @param rule the field {@code rule} of a body, about nothing but what the caller may ask about single members; null for
     *     everybody, of whom crowds alone may be told
     * @throws ApiException validation_failed or field_forbidden at a node of the rule
     */
    public Uni<MatchingMembers> matching(Tx tx, Purpose purpose, Rule rule, PointInTime asOf) {
        return rule == null
                ? Uni.createFrom()
                        .item(Audience.inCrowds(purpose, CompiledRule.EVERYBODY).matching())
                : rules.toMembers(tx, rule)
                        .map(access -> Audience.matching(purpose, Rules.compile(rule, asOf, access))
                                .matching());
    }

    /** For what begins to follow a segment: none of the tenant's changes or goes until the transaction ends. */
    public Uni<Void> hold(Tx tx) {
        return segments.lockAll(tx);
    }
}
