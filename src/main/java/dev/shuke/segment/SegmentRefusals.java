package dev.shuke.segment;

import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;

/** Why a segment is not made, or does not go. */
final class SegmentRefusals {
    private SegmentRefusals() {}

    static void requireNew(int created) {
        if (created == 0) {
            throw new ApiException(ErrorCode.ALREADY_EXISTS, "There is a segment with this key.");
        }
    }

    static void requireUnnamed(boolean named) {
        if (named) {
            throw new ApiException(
                    ErrorCode.CONFLICT,
                    "The rule of another segment, or of an inference, names it, or a tag or an experiment follows it.");
        }
    }
}
