package dev.shuke.segment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.Rfc3339;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A moment that a caller names, to the microsecond, as the database keeps times. */
@Schema(type = SchemaType.STRING, format = "date-time", examples = "2026-05-01T08:30:00Z")
public record PointInTime(@JsonValue Instant instant) {
    /** From JSON of whatever shape, so that every other shape is answered with the one expected. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static PointInTime read(Object value) {
        return of(value instanceof String text ? text : null);
    }

    /** @throws InvalidValue when the text is no RFC 3339 time */
    public static PointInTime of(String text) {
        return new PointInTime(Rfc3339.time(text).truncatedTo(ChronoUnit.MICROS));
    }

    /**
     * From a query; null when it is not given.
     *
     * @throws ApiException invalid_parameter
     */
    public static PointInTime parameter(String name, String text) {
        try {
            return text == null ? null : of(text);
        } catch (InvalidValue invalid) {
            throw ApiException.invalidParameter(name, invalid.getMessage());
        }
    }

    static PointInTime now() {
        return new PointInTime(Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    /** As the database driver wants it. */
    static OffsetDateTime stored(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
