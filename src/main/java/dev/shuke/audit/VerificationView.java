package dev.shuke.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a walk along the chain of seals has found. */
@Schema(
        name = "AuditVerification",
        requiredProperties = {"intact", "seals", "entries", "unsealed", "outside", "findings"})
public record VerificationView(
        @Schema(description = "Whether nothing was found") boolean intact,

        @Schema(description = "How many seals were walked", examples = "120")
        long seals,

        @Schema(description = "How many entries stand in them", examples = "4310")
        long entries,

        SealHead head,
        Unsealed unsealed,

        @Schema(description = "Whether the chain was compared with the heads kept outside the database")
        Outside outside,

        @Schema(description = "What is not as it was sealed: at most a hundred")
        List<Finding> findings,

        @Schema(description = "Absent at the end of the chain; else go on with `?after=` this number")
        Long nextAfter) {

    /** The last seal that was walked: write it down, and a cut tail can be told. */
    @Schema(
            name = "AuditSealHead",
            requiredProperties = {"number", "mac", "sealedAt"})
    public record SealHead(long number, String mac, Instant sealedAt) {}

    /** What is too young to be sealed; a change of it would not be noticed. */
    @Schema(name = "AuditUnsealed", requiredProperties = "entries")
    public record Unsealed(
            long entries,

            @Schema(description = "When the oldest of them was written")
            Instant since) {}

    /** What was compared with the outside. */
    @Schema(name = "AuditOutside")
    public enum Outside {
        COMPARED,
        /** The deployment keeps no files of them: a tail that was cut off is not told. */
        NOT_KEPT;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One thing that is not as it was. */
    @Schema(name = "AuditFinding", requiredProperties = "kind")
    public record Finding(
            Kind kind,
            @Schema(description = "The number of the seal") Long seal,
            @Schema(description = "The id of the entry") UUID entry) {

        static Finding of(Kind kind, long seal) {
            return new Finding(kind, seal, null);
        }
    }

    /** What can have happened. */
    @Schema(name = "AuditFindingKind")
    public enum Kind {
        ENTRY_REMOVED,
        ENTRY_ALTERED,
        /** It stands where another of the same seal stood. */
        ENTRY_REORDERED,
        /** It is in no seal and waits for none. */
        ENTRY_ADDED,
        SEAL_REMOVED,
        SEAL_ALTERED,
        /** Outside the database another head was written down under this number, or a later one. */
        CHAIN_CUT;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
