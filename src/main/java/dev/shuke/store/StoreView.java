package dev.shuke.store;

import dev.shuke.platform.web.WithETag;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A store as it is kept. */
@WithETag
@Schema(
        name = "Store",
        requiredProperties = {"code", "name", "createdAt", "updatedAt"})
public record StoreView(
        @Schema(examples = "S-01") String code,

        @Schema(examples = "Nanjing Road 1") String name,

        @Schema(examples = "Shanghai") String city,

        StoreLocation location,

        @Schema(description = "Absent where it is the tenant's", examples = "Asia/Urumqi")
        String timezone,

        Instant createdAt,
        Instant updatedAt) {}
