package dev.shuke.platform.tenancy;

/** What the application sends behind each BEGIN, for the benchmark's floors. */
public final class TenantStatement {
    public static final String BIND_TENANT = TenantConnection.BIND_TENANT;

    private TenantStatement() {}
}
