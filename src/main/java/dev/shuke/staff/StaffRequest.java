package dev.shuke.staff;

import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.privacy.StaffEmail;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who is to be staff. Sent again, it must say the same. */
@Schema(requiredProperties = {"email", "roles"})
public record StaffRequest(
        @NotNull(message = "must be given") StaffEmail email,

        @NotEmpty(message = "must have at least one role") List<@NotNull(message = "must be a role") StaffRole> roles,

        @Size(max = StaffPatch.MOST_STORES, message = StaffPatch.TOO_MANY_STORES) @Schema(description = StaffPatch.STORES, examples = "[\"S-01\"]")
        List<@NotNull(message = "must be a store's code") String> stores) {}
