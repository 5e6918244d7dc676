package dev.shuke.consent;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.privacy.Purpose;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What one says of a purpose, now. */
public record OwnConsentRequest(
        @NotNull(message = "must be given") Purpose purpose,

        @NotNull(message = "must be given") Action action,

        @Schema(description = "What one was shown; needed to give what is by consent")
        UUID noticeVersionId,

        @Pattern(regexp = ConsentRequest.POINT, message = ConsentRequest.POINT_MUST) @Schema(description = "Where one was asked", examples = "checkout")
        String collectionPoint,

        @Schema(description = "Who says it for one who is under 14")
        Guardian guardian) {

    static final String METHOD = "self";

    /** What a member can say. */
    @Schema(name = "OwnConsentAction")
    public enum Action {
        GIVEN,
        REFUSED,
        WITHDRAWN;

        /** The name in bodies: lower case. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return key();
        }
    }

    ConsentRequest request() {
        return new ConsentRequest(
                purpose,
                ConsentAction.stored(action.key()),
                noticeVersionId,
                METHOD,
                collectionPoint,
                guardian,
                null,
                null);
    }
}
