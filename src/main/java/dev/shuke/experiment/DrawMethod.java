package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How stores are shared out. */
public enum DrawMethod {
    /** Stores of about the same past sales in blocks, one for each variant. */
    MATCHED,
    /** Each quarter of the stores, by past sales, by the variants' weights; of few stores each half, or all. */
    STRATIFIED,
    /** By weights alone. */
    RANDOM;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }
}
