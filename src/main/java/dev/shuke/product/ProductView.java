package dev.shuke.product;

import dev.shuke.platform.privacy.Money;
import dev.shuke.platform.web.WithETag;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A product as it is kept, and as the caller may see it. */
@WithETag
@Schema(
        name = "Product",
        requiredProperties = {"sku", "name", "attributes", "createdAt", "updatedAt"})
public record ProductView(
        @Schema(examples = "85123A") String sku,

        @Schema(examples = "Light holder") String name,

        @Schema(examples = "lights/holders") String category,

        @Schema(examples = "{\"flavour\": \"taro\"}") Map<String, Object> attributes,

        @Schema(description = "Only to owner, admin and finance")
        Money cost,

        @Schema(examples = "30") Double daysPerUnit,

        Instant createdAt,
        Instant updatedAt) {}
