package dev.shuke.privacyrequest;

import dev.shuke.platform.audit.Reason;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** That a store has done its part. */
@Schema(name = "PrivacyTaskConfirmation")
public record ConfirmationRequest(
        @NotBlank(message = "must not be empty") @Size(max = 128, message = "must have at most 128 characters") @Schema(examples = "S-01")
        String store,

        @Schema(description = "What shows it", examples = "paper card shredded, list 12")
        Reason evidence) {}
