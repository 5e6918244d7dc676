package dev.shuke.segment;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Tenant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Who writes the rules of tests and measurements that are not about who writes them. */
final class Readers {
    private Readers() {}

    static RuleAccess owner() {
        return owner(new Definitions(Map.of(), Map.of(), Map.of()));
    }

    /** In a tenant that has defined these. */
    static RuleAccess owner(Definitions definitions) {
        Tenant tenant = new Tenant(UUID.randomUUID(), "acme", ZoneOffset.UTC, "CNY");
        Caller owner = new Caller("owner", Caller.Kind.STAFF, Set.of(StaffRole.OWNER), StaffRole.OWNER.permissions());
        return RuleAccess.toMembers(FieldPolicy.of(new CallContext(tenant, owner)), definitions);
    }
}
