package dev.shuke.consent;

import dev.shuke.platform.privacy.Purpose;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was said is in the ledger: how it stands now, and a receipt for each. */
@Schema(
        name = "RecordedConsents",
        requiredProperties = {"states", "receipts"})
public record RecordedView(
        @Schema(description = "Of the purposes that were named")
        List<ConsentView> states,

        List<Receipt> receipts) {

    /** Proof that it was said: whoever has it can check it by the keys at {@code /.well-known/consent-receipts.json}. */
    @Schema(
            name = "ConsentReceipt",
            requiredProperties = {"id", "purpose", "action", "jws"})
    public record Receipt(
            UUID id,
            Purpose purpose,
            ConsentAction action,

            @Schema(
                    description = "A JSON Web Signature: who, what, to which notice, when, and the hash that the ledger"
                            + " has of it",
                    examples = "eyJ0eXAiOiJjb25zZW50LXJl…")
            String jws) {}
}
