package dev.shuke.tenant;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The zone in which a merchant counts days. A name and no offset, because offsets do not follow summer time. */
@Schema(type = SchemaType.STRING, description = "IANA time zone", examples = "Asia/Shanghai")
public record Timezone(@JsonValue String name) {

    /** From a caller. */
    @JsonCreator
    static Timezone of(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new InvalidValue("must be an IANA time zone such as Asia/Shanghai");
        }
        return new Timezone(name);
    }
}
