package dev.shuke.store;

import dev.shuke.tenant.Timezone;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All of a store: what is absent is emptied. */
@Schema(requiredProperties = "name")
public record StoreRequest(
        @Size(min = 1, max = 64, message = "must have 1 to 64 characters") @Schema(
                examples = "S-01",
                description = "As events name it. Needed in an array; in an address it stands already")
        String code,

        @NotNull(message = "must be given") @Size(min = 1, max = 100, message = "must have 1 to 100 characters") @Schema(examples = "Nanjing Road 1")
        String name,

        @Size(min = 1, max = 100, message = "must have 1 to 100 characters") @Schema(examples = "Shanghai")
        String city,

        @Valid StoreLocation location,

        @Schema(description = "Where it differs from the tenant's")
        Timezone timezone) {

    StoreRequest withCode(String named) {
        return new StoreRequest(named, name, city, location, timezone);
    }
}
