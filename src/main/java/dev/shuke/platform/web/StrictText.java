package dev.shuke.platform.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads times, dates and UUIDs in their one spelling. The library's own readers would also take numbers and Base64. */
class StrictText<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final transient Function<String, T> parse;

    private StrictText(Class<T> type, Function<String, T> parse) {
        super(type);
        this.parse = parse;
    }

    static StrictText<Instant> instant() {
        return new StrictText<>(Instant.class, Rfc3339::time);
    }

    static StrictText<LocalDate> date() {
        return new StrictText<>(LocalDate.class, Rfc3339::date);
    }

    static StrictText<UUID> uuid() {
        return new StrictText<>(UUID.class, text -> {
            if (!HEXADECIMAL.matcher(text).matches()) {
                throw new InvalidValue("must be a UUID");
            }
            return UUID.fromString(text);
        });
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw MismatchedInputException.from(parser, handledType(), "not a text");
        }
        try {
            return parse.apply(parser.getText().strip());
        } catch (InvalidValue refused) {
            throw InvalidFormatException.from(parser, "not as expected", null, handledType());
        }
    }
}
