package dev.shuke.segment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A moment that a caller names, to the microsecond, as the database keeps times. The pattern leaves no room for the
 * epoch numbers and far years that the JSON library would read as times.
 */
@Schema(type = SchemaType.STRING, format = "date-time", examples = "2026-05-01T08:30:00Z")
public record PointInTime(@JsonValue Instant instant) {
    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

    /** From JSON of whatever shape, so that every other shape is answered with the one expected. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static PointInTime read(Object value) {
        return of(value instanceof String text ? text : null);
    }

    /** @throws InvalidValue when the text is no RFC 3339 time */
    public static PointInTime of(String text) {
        if (text != null && RFC_3339.matcher(text).matches()) {
            try {
                return new PointInTime(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
            } catch (DateTimeException noSuchTime) {
                throw invalid();
            }
        }
        throw invalid();
    }

    static PointInTime now() {
        return new PointInTime(Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    /** As the database driver wants it. */
    static OffsetDateTime stored(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static InvalidValue invalid() {
        return new InvalidValue("must be an RFC 3339 time such as 2026-05-01T08:30:00Z");
    }
}
