package dev.shuke.privacyrequest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.platform.audit.Reason;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a member has asked for, and who did what about it. */
@Schema(
        name = "PrivacyRequest",
        requiredProperties = {"id", "memberId", "type", "state", "receivedAt", "dueAt", "received", "overdue"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PrivacyRequestView(
        UUID id,
        UUID memberId,
        PrivacyRequestType type,
        PrivacyRequestState state,

        @Schema(description = "Of a correction: the names of what is wrong", examples = "[\"profile.city\"]")
        List<String> fields,

        @Schema(description = "Of an explanation: what is to be explained")
        DecisionRequest decision,

        Instant receivedAt,
        Instant dueAt,

        @Schema(description = "Whether it was not ended in time, or is not")
        boolean overdue,

        Step received,

        @Schema(description = "How it became known that the member himself asks; absent before")
        Verification verified,

        @Schema(description = "Absent before") Step started,

        @Schema(
                description = "The job that writes what the member is given",
                examples = "/v1/jobs/0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f")
        String job,

        @Schema(description = "Until when the member can fetch it; absent while it is not written")
        Instant fileExpiresAt,

        @Schema(description = "What has come of it; absent before it is started")
        RequestOutcome outcome,

        @Schema(description = "Why it is not done, of one that is refused")
        RefusalGround refusal,

        @Schema(description = "What shows that it was done, or why not")
        Reason evidence,

        @Schema(description = "Absent while it is open") Step ended,

        @Schema(description = "What stores are to do about what they keep themselves; absent in lists")
        List<Task> tasks) {

    /** Who did something, and when. */
    @Schema(
            name = "PrivacyRequestStep",
            requiredProperties = {"by", "at"})
    public record Step(
            @Schema(
                    description = "The subject of the caller; `member` where he did it himself",
                    examples = "8c1b6e6e-2f0a-4c5e-9a0c-5b6f7d8e9a10")
            String by,

            Instant at) {}

    /** How, by whom and when it became known who asks. */
    @Schema(
            name = "Verification",
            requiredProperties = {"method", "by", "at"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Verification(VerificationMethod method, Reason evidence, String by, Instant at) {}

    /** What one store is to do. */
    @Schema(
            name = "PrivacyTask",
            requiredProperties = {"store"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Task(
            @Schema(examples = "S-01") String store,

            @Schema(description = "Absent until the store has confirmed")
            Step confirmed,

            Reason evidence) {}

    PrivacyRequestView with(List<Task> toDo) {
        return new PrivacyRequestView(
                id,
                memberId,
                type,
                state,
                fields,
                decision,
                receivedAt,
                dueAt,
                overdue,
                received,
                verified,
                started,
                job,
                fileExpiresAt,
                outcome,
                refusal,
                evidence,
                ended,
                toDo);
    }

    /** An erasure that was barred, and is to be tried once more. */
    boolean isBarredErasure() {
        return type == PrivacyRequestType.ERASURE && outcome == RequestOutcome.RESTRICTED;
    }

    /** Whether what was to be written is written. */
    boolean isWritten() {
        return !type.isFile() || fileExpiresAt != null;
    }

    /** As the member himself sees it. */
    OwnPrivacyRequestView own() {
        boolean there = fileExpiresAt != null && fileExpiresAt.isAfter(Instant.now());
        return new OwnPrivacyRequestView(
                id,
                type,
                state,
                fields,
                receivedAt,
                dueAt,
                ended == null ? null : ended.at(),
                outcome,
                refusal,
                there ? "/v1/me/privacy-requests/" + id + "/file" : null,
                there ? fileExpiresAt : null);
    }
}
