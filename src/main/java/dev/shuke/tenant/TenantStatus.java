package dev.shuke.tenant;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a tenant is in its life. Only an active one takes calls. */
public enum TenantStatus {
    /** Asked for, and not all of it is made yet. A job goes on with it, and so does sending the request again. */
    PROVISIONING,
    ACTIVE,
    SUSPENDED,
    /** Refused like a suspended one, and to be deleted on a day that is set. */
    OFFBOARDING,
    /** The day has come: its keys are destroyed, its rows are being deleted. Nothing leads back. */
    DELETING,
    /** Only its slug is kept, so that it is never given to another merchant. */
    DELETED;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TenantStatus named(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
