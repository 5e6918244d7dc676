package dev.shuke.tenant;

import jakarta.validation.Valid;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A JSON merge patch of the tenant's own settings: absent fields stay, and none can be removed. */
@Schema(name = "TenantPatch", description = "What is absent stays; null is refused")
public record OwnTenantPatch(
        TenantName name,
        Timezone timezone,
        CurrencyCode currency,
        @Valid TenantSettings settings) {
    /** The settings, each of which may be absent. */
    @Override
    public TenantSettings settings() {
        return settings == null ? new TenantSettings(null, null, null, null, null) : settings;
    }

    /** Names of those that are not absent. */
    List<String> fields() {
        return Stream.of(
                        name == null ? null : "name",
                        timezone == null ? null : "timezone",
                        currency == null ? null : "currency",
                        settings().purchaseCycleDays() == null ? null : "settings.purchaseCycleDays",
                        settings().locale() == null ? null : "settings.locale",
                        settings().mergeOn() == null ? null : "settings.mergeOn",
                        settings().privacyDueDays() == null ? null : "settings.privacyDueDays",
                        settings().erasedEvents() == null ? null : "settings.erasedEvents")
                .filter(Objects::nonNull)
                .toList();
    }
}
