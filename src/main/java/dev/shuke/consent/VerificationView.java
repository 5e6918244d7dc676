package dev.shuke.consent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether the ledger of a member is as it was written. */
@Schema(
        name = "ConsentVerification",
        requiredProperties = {"intact", "events", "faults", "statesFit"})
public record VerificationView(
        @Schema(description = "Whether no row was altered, moved or taken out of the middle, and the states fit")
        boolean intact,

        @Schema(description = "How many rows there are", examples = "4")
        int events,

        List<Fault> faults,

        @Schema(
                description = "Whether the states that queries read are what the ledger comes to: a row taken from its"
                        + " end shows here")
        boolean statesFit) {

    /** What is wrong at one place. */
    @Schema(
            name = "ConsentFault",
            requiredProperties = {"memberId", "seq", "reason"})
    public record Fault(
            @Schema(description = "In whose ledger: the member's, or that of one merged into it")
            UUID memberId,

            @Schema(examples = "3") int seq,
            Reason reason) {}

    /** What can be wrong. */
    @Schema(name = "ConsentFaultReason")
    public enum Reason {
        ALTERED,
        MISSING;

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

    /** @param rows member by member, each in the order of the ledger */
    static VerificationView of(UUID tenant, List<LedgerEntry> rows, boolean statesFit) {
        List<Fault> faults = new ArrayList<>();
        LedgerEntry before = null;
        for (LedgerEntry row : rows) {
            boolean first = before == null || !before.member().equals(row.member());
            int expected = first ? 1 : before.seq() + 1;
            if (row.seq() != expected) {
                faults.add(new Fault(row.member(), expected, Reason.MISSING));
            } else if (!row.saysItsWords()
                    || !row.hash().equals(row.hashAfter(tenant, first ? LedgerEntry.BEGINNING : before.hash()))) {
                faults.add(new Fault(row.member(), row.seq(), Reason.ALTERED));
            }
            before = row;
        }
        return new VerificationView(faults.isEmpty() && statesFit, rows.size(), faults, statesFit);
    }
}
