package dev.shuke.segment;

import dev.shuke.platform.privacy.Purpose;
import java.time.Duration;
import java.time.Instant;

/**
 * A tag that follows a segment, with what is to be known of the two to do it.
 *
 * @param version of the segment
 * @param expiryDays of the tag; null for never
 * @param retired whether the tag is given to nobody any more, and so rests
 */
record TagRule(TagRuleView view, Purpose purpose, int version, Integer expiryDays, boolean retired) {
    private static final Instant NEVER = Instant.MAX;

    String writer() {
        return TagRuleView.writer(view.segment(), version);
    }

    Audience audience() {
        return Audience.stored(purpose, view.segment());
    }

    /**
     * Until when a member has the tag who is in the segment: its days count from when both he was and the tag followed.
     * {@link Instant#MAX} for good.
     *
     * @param entered null when that was before changes were noted
     */
    Instant until(Instant entered) {
        if (expiryDays == null) {
            return NEVER;
        }
        Instant from = entered == null || entered.isBefore(view.since()) ? view.since() : entered;
        return from.plus(Duration.ofDays(expiryDays));
    }
}
