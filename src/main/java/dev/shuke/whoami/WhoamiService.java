package dev.shuke.whoami;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.Claims;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.staff.StaffService;
import dev.shuke.tenant.OwnTenantService;
import dev.shuke.tenant.OwnTenantView;
import dev.shuke.tenant.TenantName;
import dev.shuke.tenant.TenantService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts together what a caller may know of itself. */
@ApplicationScoped
public class WhoamiService {
    private final TenantService tenants;
    private final OwnTenantService own;
    private final StaffService staff;

    WhoamiService(TenantService tenants, OwnTenantService own, StaffService staff) {
        this.tenants = tenants;
        this.own = own;
        this.staff = staff;
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
        return Uni.combine()
                .all()
                .unis(own.current(), stores(caller))
                .asTuple()
                .map(found -> new WhoamiView(
                        caller.kind().name().toLowerCase(Locale.ROOT),
                        caller.subject(),
                        tenant(found.getItem1()),
                        caller.roles().stream().sorted().map(StaffRole::key).toList(),
                        found.getItem2().orElse(null),
                        caller.permissions().stream().sorted().toList(),
                        open));
    }

    private Uni<Optional<List<String>>> stores(Caller caller) {
        return caller.boundToStores()
                ? staff.ownStores().map(Optional::of)
                : Uni.createFrom().item(Optional.empty());
    }

    /** An administrator of the platform, or a person who has yet to choose. */
    private static WhoamiView outside(Claims claims, List<WhoamiView.Choice> open) {
        boolean platform = claims.platformAdmin();
        return new WhoamiView(
                platform ? "platform" : "staff",
                claims.token().getSubject(),
                null,
                List.of(),
                null,
                platform ? List.of(Permission.TENANTS_MANAGE) : List.of(),
                open);
    }

    private static WhoamiView.Tenant tenant(OwnTenantView tenant) {
        return new WhoamiView.Tenant(
                tenant.id(), tenant.slug(), new TenantName(tenant.name()), tenant.timezone(), tenant.currency());
    }
}
