package dev.shuke.staff;

import dev.shuke.platform.access.StaffRole;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A JSON merge patch (RFC 7396) of a member of staff: what is absent stays, an array takes the place of the other.
 * {@link dev.shuke.platform.web.MergePatch}
 * refuses {@code null}.
 */
public record StaffPatch(
        @Size(min = 1, message = "must have at least one role") List<@NotNull(message = "must be a role") StaffRole> roles,

        @Size(max = StaffPatch.MOST_STORES, message = StaffPatch.TOO_MANY_STORES) @Schema(description = StaffPatch.STORES, examples = "[\"S-01\"]")
        List<@NotNull(message = "must be a store's code") String> stores) {
    static final int MOST_STORES = 200;
    static final String TOO_MANY_STORES = "must have at most 200 stores";
    static final String STORES =
            "Codes of the stores that a manager or associate works at: at least one, and none for anybody else";
}
