package dev.shuke.platform.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Times, dates and UUIDs in their one spelling. The library's own readers would also take numbers, texts of digits, far
 * years and Base64.
 */
class StrictText<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final Pattern pattern;
    private final transient Function<String, T> parse;

    private StrictText(Class<T> type, String pattern, Function<String, T> parse) {
        super(type);
        this.pattern = Pattern.compile(pattern);
        this.parse = parse;
    }

    static StrictText<Instant> instant() {
        return new StrictText<>(
                Instant.class,
                "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})",
                text -> OffsetDateTime.parse(text).toInstant());
    }

    static StrictText<LocalDate> date() {
        return new StrictText<>(LocalDate.class, "\\d{4}-\\d{2}-\\d{2}", LocalDate::parse);
    }

    static StrictText<UUID> uuid() {
        return new StrictText<>(UUID.class, "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", UUID::fromString);
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw MismatchedInputException.from(parser, handledType(), "not a text");
        }
        try {
            String text = parser.getText().strip();
            if (pattern.matcher(text).matches()) {
                return parse.apply(text);
            }
        } catch (DateTimeException noSuchTime) {
            throw misfit(parser);
        }
        throw misfit(parser);
    }

    private InvalidFormatException misfit(JsonParser parser) {
        return InvalidFormatException.from(parser, "not as expected", null, handledType());
    }
}
