package dev.shuke.platform.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import java.io.IOException;

/**
 * For a field of a merge patch that may be absent, which leaves it, but not {@code null}, which would remove what cannot
 * be removed: {@code @JsonDeserialize(using = NeverNull.class)}. Otherwise the field is read as its type says.
 */
public final class NeverNull extends JsonDeserializer<Object> implements ContextualDeserializer {
    private final JsonDeserializer<Object> reader;

    /** For Jackson, which asks it for one that knows the type. */
    NeverNull() {
        this(null);
    }

    private NeverNull(JsonDeserializer<Object> reader) {
        this.reader = reader;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property)
            throws JsonMappingException {
        return new NeverNull(context.findContextualValueDeserializer(property.getType(), property));
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return reader.deserialize(parser, context);
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
        return null;
    }

    @Override
    public Object getNullValue(DeserializationContext context) throws JsonMappingException {
        throw JsonMappingException.from(
                context, "null", new InvalidValue("cannot be removed: leave it out, or send a value"));
    }
}
