package dev.shuke.platform.privacy;

import com.fasterxml.jackson.annotation.JsonValue;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A clear text on its way to somebody who may have it. Serialised clear, printed as stars. */
@Schema(name = "ClearText", type = SchemaType.STRING, description = "Clear", examples = "+8613812345678")
public record Revealed(@JsonValue String clear) {
    /** @return null when there is nothing to reveal */
    public static Revealed of(String clear) {
        return clear == null ? null : new Revealed(clear);
    }

    @Override
    public String toString() {
        return "***";
    }
}
