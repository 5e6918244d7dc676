package dev.shuke.rfm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** How a number becomes a score. The score 5 is always the best: bought last, most often, for most. */
public enum RfmMethod {
    /**
     * Five groups of one size: members in order of the number, and those of one number in order of their ids, the lower id
     * in the lower score. If five does not divide how many there are, the lower scores have one more each. So two with the
     * same number may have two scores.
     */
    NTILE,
    /**
     * By four cut points, so that the same number has the same score. A number that equals a cut point belongs below it:
     * the intervals include their upper ends. Those of recency likewise, and as fewer days are better, exactly as many
     * days as the lowest cut point score 5. Cut points that are not given are the quintiles of the members' numbers: the
     * i-th is the smallest number that at least i fifths of the members do not exceed.
     */
    THRESHOLDS;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static RfmMethod named(String key) {
        return Arrays.stream(values())
                .filter(method -> method.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of ntile, thresholds"));
    }
}
