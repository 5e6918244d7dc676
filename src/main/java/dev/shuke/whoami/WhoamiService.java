package dev.shuke.whoami;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.Claims;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.tenant.OwnTenantService;
import dev.shuke.tenant.OwnTenantView;
import dev.shuke.tenant.TenantName;
import dev.shuke.tenant.TenantService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/** Puts together what a caller may know of itself. */
@ApplicationScoped
public class WhoamiService {
    private final TenantService tenants;
    private final OwnTenantService own;

    WhoamiService(TenantService tenants, OwnTenantService own) {
        this.tenants = tenants;
        this.own = own;
    }

    /** @param claims of the verified token */
    Uni<WhoamiView> whoami(Claims claims) {
        return tenants.listOpen(claims.tenants())
                .map(open -> open.stream()
                        .map(tenant -> new WhoamiView.Choice(tenant.slug(), new TenantName(tenant.name())))
                        .toList())
                .chain(open -> CallContext.bound()
                        .map(call -> inTenant(call.caller(), open))
                        .orElseGet(() -> Uni.createFrom().item(outside(claims, open))));
    }

    private Uni<WhoamiView> inTenant(Caller caller, List<WhoamiView.Choice> open) {
        // the stores that a person is bound to and the purposes that an app is granted are asked for here
        return own.current()
                .map(tenant -> new WhoamiView(
                        caller.kind().name().toLowerCase(Locale.ROOT),
                        caller.subject(),
                        tenant(tenant),
                        caller.roles().stream().sorted().map(StaffRole::key).toList(),
                        caller.permissions().stream().sorted().toList(),
                        open));
    }

    /** An administrator of the platform, or a person who has yet to choose. */
    private static WhoamiView outside(Claims claims, List<WhoamiView.Choice> open) {
        boolean platform = claims.platformAdmin();
        return new WhoamiView(
                platform ? "platform" : "staff",
                claims.token().getSubject(),
                null,
                List.of(),
                platform ? List.of(Permission.TENANTS_MANAGE) : List.of(),
                open);
    }

    private static WhoamiView.Tenant tenant(OwnTenantView tenant) {
        return new WhoamiView.Tenant(
                tenant.id(), tenant.slug(), new TenantName(tenant.name()), tenant.timezone(), tenant.currency());
    }
}
