package dev.shuke.platform.tenancy;

import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;

/**
 * What a call needs to know of its tenant.
 *
 * @param slug the immutable name, also the alias of the tenant's organization in Keycloak
 * @param zone the timezone in which the merchant counts days
 * @param currency the one currency of the tenant's amounts, ISO 4217
 * @param fieldPolicy what the merchant changed of who sees what: by role, by field group, how much
 */
public record Tenant(UUID id, String slug, ZoneId zone, String currency, Map<String, Map<String, String>> fieldPolicy) {
    /** One that sees everything as the platform has it. */
    public Tenant(UUID id, String slug, ZoneId zone, String currency) {
        this(id, slug, zone, currency, Map.of());
    }
}
