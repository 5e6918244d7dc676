package dev.shuke.platform.privacy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.Rfc3339;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A date of birth. Printed and serialised as its decade, {@code 1990s}. */
@Schema(type = SchemaType.STRING, description = "A date when sent, its decade when answered", examples = "1990-05-01")
public record Birthday(LocalDate clear) {
    private static final int EARLIEST_YEAR = 1900;

    /** From a caller. */
    @JsonCreator
    static Birthday of(String text) {
        LocalDate date = Rfc3339.date(text);
        if (date.getYear() < EARLIEST_YEAR
                || date.isAfter(LocalDate.now(ZoneOffset.UTC).plusDays(1))) {
            throw new InvalidValue("must be a date from " + EARLIEST_YEAR + " to today");
        }
        return new Birthday(date);
    }

    @JsonValue
    public String masked() {
        return clear.getYear() / 10 * 10 + "s";
    }

    @Override
    public String toString() {
        return masked();
    }
}
