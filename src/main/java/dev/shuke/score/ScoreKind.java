package dev.shuke.score;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.ApiException;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is foretold of a member. */
@Schema(
        name = "ScoreKind",
        enumeration = {"clv", "churn", "next-purchase"})
public enum ScoreKind {
    /** What a member will spend in twelve months. */
    CLV,
    /** Whether a member is about to stay away. */
    CHURN,
    /** When a member will buy next. */
    NEXT_PURCHASE;

    /** The name in bodies and paths. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws ApiException not_found */
    static ScoreKind inPath(String key) {
        return Arrays.stream(values())
                .filter(kind -> kind.key().equals(key))
                .findFirst()
                .orElseThrow(() -> ApiException.notFound("kind of score"));
    }

    static ScoreKind stored(String key) {
        return Arrays.stream(values())
                .filter(kind -> kind.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return key();
    }
}
