package dev.shuke.staff;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.privacy.StaffEmail;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A member of staff. */
@Schema(
        name = "Staff",
        requiredProperties = {"id", "email", "roles", "stores", "status", "createdAt", "updatedAt"})
public record StaffView(
        UUID id,
        StaffEmail email,
        List<StaffRole> roles,

        @Schema(description = "Codes; empty for whoever works at no store in particular", examples = "[\"S-01\"]")
        List<String> stores,

        StaffStatus status,

        @Schema(
                description = "Valid for one login, which asks for another. Shown once; absent for a person who has an"
                        + " account already",
                examples = "q7hW-4mzK-Tn2c-Vx9d-R3kb")
        @JsonProperty
        String temporaryPassword,

        Instant createdAt,
        Instant updatedAt) {

    static StaffView of(StoredStaff stored) {
        return of(stored, null);
    }

    static StaffView of(StoredStaff stored, String temporaryPassword) {
        return new StaffView(
                stored.id(),
                stored.email(),
                stored.roles(),
                stored.stores(),
                stored.status(),
                temporaryPassword,
                stored.createdAt(),
                stored.updatedAt());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "StaffView " + id;
    }
}
