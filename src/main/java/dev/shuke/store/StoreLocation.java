package dev.shuke.store;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A place on earth, WGS 84, in degrees. */
@Schema(requiredProperties = {"latitude", "longitude"})
public record StoreLocation(
        @NotNull(message = "must be given") @DecimalMin(value = "-90", message = "must be from -90 to 90") @DecimalMax(value = "90", message = "must be from -90 to 90") @Schema(examples = "31.2304")
        Double latitude,

        @NotNull(message = "must be given") @DecimalMin(value = "-180", message = "must be from -180 to 180") @DecimalMax(value = "180", message = "must be from -180 to 180") @Schema(examples = "121.4737")
        Double longitude) {}
