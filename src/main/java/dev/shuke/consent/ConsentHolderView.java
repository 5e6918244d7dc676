package dev.shuke.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How it stands between one of many members and a purpose. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "ConsentHolder",
        requiredProperties = {"memberId", "state"})
public record ConsentHolderView(
        UUID memberId,
        ConsentState state,

        @Schema(
                description = "What the answer is about; like all that follows, absent for callers who see the state"
                        + " alone")
        UUID noticeVersionId,

        @Schema(description = "When it was said") Instant occurredAt,

        @Schema(description = "Until when a consent holds; absent where it holds until it is withdrawn")
        Instant until) {

    /** For who sees whether and not how. */
    ConsentHolderView stateAlone() {
        return new ConsentHolderView(memberId, state, null, null, null);
    }
}
