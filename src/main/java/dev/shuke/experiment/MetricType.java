package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is made of a unit's events, and of units. */
public enum MetricType {
    /** How many units did it at all. */
    PROPORTION,
    /** How often, or how much of a field, for each unit. */
    MEAN,
    /** How much money for each unit: order.paid less order.refunded. */
    REVENUE,
    /** All of one by all of another, e.g. clicks by views. */
    RATIO,
    /** A quantile of a field over units. */
    QUANTILE,
    /** How many units did it within some days of their exposure. */
    RETENTION,
    /** Revenue above that of control, against what the variant costs. */
    ROI;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }
}
