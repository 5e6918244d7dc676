package dev.shuke.rfm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/**
 * How long ago the last order is. By cycles: two weeks are long for tea and nothing for coats. Those are percents of the
 * usual time between two orders, fractions cut off: 200 is as long again as one would expect. A cycle is of whole seconds,
 * fractions cut off, and one of less than a day counts as a day.
 */
public enum RfmRecency {
    /** In whole days, from the day of the last order to the snapshot date. */
    DAYS,
    /** By what is usual for the member; who has ordered once only has none, and gets that of {@link #CATEGORY_CYCLE}. */
    OWN_CYCLE,
    /**
     * By the median of those whose preferred category is the member's; where nobody of it has ordered twice, of all
     * members; where nobody at all has, by the settings' cycleDays. Of two medians the smaller.
     */
    CATEGORY_CYCLE;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static RfmRecency named(String key) {
        return Arrays.stream(values())
                .filter(recency -> recency.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of days, own_cycle, category_cycle"));
    }
}
