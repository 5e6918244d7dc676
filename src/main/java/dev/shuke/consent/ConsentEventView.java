package dev.shuke.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.platform.privacy.Purpose;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A row of the ledger. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "ConsentEvent",
        requiredProperties = {"id", "purpose", "action", "method", "actor", "occurredAt", "receivedAt", "seq", "hash"})
public record ConsentEventView(
        UUID id,
        Purpose purpose,
        ConsentAction action,
        UUID noticeVersionId,

        @Schema(examples = "mini_program") String method,
        @Schema(examples = "checkout") String collectionPoint,

        @Schema(description = "The subject of who has told us, or `member`", examples = "member")
        String actor,

        Guardian guardian,

        @Schema(description = "SHA-256 of what proves it") String evidence,

        @Schema(description = "The merged member in whose ledger it was said")
        UUID originMemberId,

        Instant until,
        Instant occurredAt,
        Instant receivedAt,

        @Schema(description = "In the ledger of the member in which it stands, from 1", examples = "1")
        int seq,

        @Schema(description = "SHA-256 of the row and of the hash before it")
        String hash) {

    static ConsentEventView of(LedgerEntry row) {
        return new ConsentEventView(
                row.id(),
                row.purpose(),
                row.action(),
                row.noticeVersion(),
                row.method(),
                row.collectionPoint(),
                row.actor(),
                row.guardian(),
                row.evidence(),
                row.origin(),
                row.until(),
                row.occurredAt(),
                row.receivedAt(),
                row.seq(),
                row.hash());
    }
}
