package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A figure of one member at one store, over some weeks. */
@Schema(description = "Of those who bought there: what each paid, how often, or whether more than once")
public enum MemberMetric {
    REVENUE,
    ORDERS,
    REPURCHASE;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }
}
