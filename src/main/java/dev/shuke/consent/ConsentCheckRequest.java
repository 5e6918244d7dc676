package dev.shuke.consent;

import dev.shuke.platform.privacy.Purpose;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who of these may be used for a purpose now. */
public record ConsentCheckRequest(
        @NotNull(message = "must be given") Purpose purpose,

        @NotNull(message = "must be given") @Size(min = 1, max = 1_000, message = "must be 1 to 1,000 ids") @Schema(description = "Ids of members")
        List<@NotNull(message = "must be given") UUID> members) {}
