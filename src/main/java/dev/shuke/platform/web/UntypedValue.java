package dev.shuke.platform.web;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.deser.std.UntypedObjectDeserializer;

/**
 * Reads what is of no type in particular as it stands. It is never of a body, whose fields all have a type, but JSON that
 * the database's driver reads: what was taken once, by a schema and not as a {@link TextDeserializer text}, can be read.
 */
class UntypedValue extends UntypedObjectDeserializer {
    private static final long serialVersionUID = 1L;

    UntypedValue() {
        super((JavaType) null, null);
    }

    /** Looks for none of the deserializers that bodies have. */
    @Override
    public void resolve(DeserializationContext context) {}
}
