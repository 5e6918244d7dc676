package dev.shuke.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.PlainText;
import java.text.Normalizer;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the merchant's people call an app, one line. */
@Schema(type = SchemaType.STRING, maxLength = AppName.MAX_LENGTH, examples = "Till")
public record AppName(@JsonValue String text) {
    static final int MAX_LENGTH = 100;
    private static final int READABLE_LENGTH = 30;

    /** From a caller. */
    @JsonCreator
    static AppName of(String text) {
        return new AppName(PlainText.line(text, MAX_LENGTH));
    }

    /** What of it can stand in a client id; {@code app} when nothing can. */
    String readable() {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        String cut =
                plain.substring(0, Math.min(plain.length(), READABLE_LENGTH)).replaceAll("^-|-$", "");
        return cut.isEmpty() ? "app" : cut;
    }
}
