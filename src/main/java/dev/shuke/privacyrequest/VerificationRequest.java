package dev.shuke.privacyrequest;

import dev.shuke.platform.audit.Reason;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How it became known that the member himself asks. */
@Schema(name = "NewVerification")
public record VerificationRequest(
        @NotNull(message = "must be given") VerificationMethod method,

        @Schema(description = "What shows it: a ticket or a place, nothing personal", examples = "ticket 4711")
        Reason evidence) {}
