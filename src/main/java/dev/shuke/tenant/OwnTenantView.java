package dev.shuke.tenant;

import dev.shuke.platform.web.WithETag;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tenant as its own people and apps see it. */
@WithETag
@Schema(
        name = "OwnTenant",
        description = "The caller's tenant",
        requiredProperties = {"id", "slug", "name", "timezone", "currency", "settings", "createdAt", "updatedAt"})
public record OwnTenantView(
        UUID id,
        @Schema(examples = "acme-tea") String slug,
        @Schema(examples = "Acme Tea 茶") String name,
        @Schema(examples = "Asia/Shanghai") String timezone,
        @Schema(examples = "CNY") String currency,
        TenantSettings settings,
        Instant createdAt,
        Instant updatedAt) {}
