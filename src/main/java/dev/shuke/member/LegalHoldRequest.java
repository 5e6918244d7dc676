package dev.shuke.member;

import dev.shuke.platform.audit.Reason;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who must not be erased, and why. */
public record LegalHoldRequest(
        @Schema(description = "The member; if absent, nobody of the tenant may be erased")
        UUID memberId,

        @NotNull(message = "must be given") Reason reason) {}
