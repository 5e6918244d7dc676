package dev.shuke.segment;

import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import java.util.UUID;

/** A rule that a segment has or has had. */
record SegmentVersion(UUID segment, int version, Rule rule) {

    /** Whether the caller may ask about all that its rule asks about. */
    boolean mayBeRead(RuleAccess access) {
        try {
            RuleChecker.check(rule, access, segment);
            return true;
        } catch (ApiException refused) {
            return refused.code() != ErrorCode.FIELD_FORBIDDEN;
        }
    }
}
