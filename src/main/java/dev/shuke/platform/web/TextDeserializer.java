package dev.shuke.platform.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;

/** Every text in every body is one printable line: nothing behind this door has to think of control characters. */
class TextDeserializer extends StringDeserializer {
    private static final long serialVersionUID = 1L;

    /** No field takes more; most declare less. */
    private static final int MAX_LENGTH = 4_000;

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = super.deserialize(parser, context);
        try {
            return text == null || text.isEmpty() ? text : PlainText.line(text, MAX_LENGTH);
        } catch (InvalidValue refused) {
            throw JsonMappingException.from(parser, refused.getMessage(), refused);
        }
    }
}
