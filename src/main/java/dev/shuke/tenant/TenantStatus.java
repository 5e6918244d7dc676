package dev.shuke.tenant;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a tenant is in its life. Only an active one takes calls. */
public enum TenantStatus {
    /** Asked for, and not all of it is made yet. Sending the request again goes on with it. */
    PROVISIONING,
    ACTIVE,
    SUSPENDED;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TenantStatus named(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
