package dev.shuke.segment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.PlainText;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What people call a segment: one line. */
@Schema(type = SchemaType.STRING, minLength = 1, maxLength = SegmentName.MAX_LENGTH, examples = "Milk powder regulars")
public record SegmentName(@JsonValue String text) {
    static final int MAX_LENGTH = 120;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static SegmentName of(String text) {
        return new SegmentName(PlainText.line(text, MAX_LENGTH));
    }
}
