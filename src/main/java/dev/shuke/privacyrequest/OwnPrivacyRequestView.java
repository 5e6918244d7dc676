package dev.shuke.privacyrequest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the member who calls has asked for, and what has become of it. */
@Schema(
        name = "OwnPrivacyRequest",
        requiredProperties = {"id", "type", "state", "receivedAt", "dueAt"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OwnPrivacyRequestView(
        UUID id,
        PrivacyRequestType type,
        PrivacyRequestState state,
        @Schema(examples = "[\"profile.city\"]") List<String> fields,
        Instant receivedAt,

        @Schema(description = "When it is to be answered at the latest")
        Instant dueAt,

        @Schema(description = "Absent while it is open") Instant endedAt,
        RequestOutcome outcome,

        @Schema(description = "Why it is not done, of one that is refused")
        RefusalGround refusal,

        @Schema(
                description = "Where what was asked for can be fetched; absent when there is nothing",
                examples = "/v1/me/privacy-requests/0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f/file")
        String file,

        @Schema(description = "Until when") Instant fileExpiresAt) {}
