package dev.shuke.platform.tenancy;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.Claims;
import dev.shuke.platform.access.MemberSession;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.tenancy.VerifiedTokens.Reading;
import dev.shuke.platform.web.CallRefused;
import dev.shuke.platform.web.ErrorCode;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Turns a verified token into a caller of exactly one tenant, or into a platform administrator of none: one who is also
 * a merchant's staff names the merchant to speak as such, and so never holds both powers in one call. The identity is
 * built anew, so that nothing the token's check would grant by itself (scopes as permissions, realm roles) survives.
 */
@ApplicationScoped
class CallAugmentor implements SecurityIdentityAugmentor {
    /** The identity's attribute that holds the {@link CallContext}; absent for platform administrators. */
    static final String CALL = "shuke.call";

    /** The header by which a person with several tenants, or with the platform and a tenant, names the one meant. */
    private static final String TENANT_HEADER = "X-Tenant";

    private final TenantDirectory directory;

    CallAugmentor(TenantDirectory directory) {
        this.directory = directory;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return augment(identity, context, Map.of());
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
        if (identity.getPrincipal() instanceof MemberSession session) {
            return directory.find(session.tenant()).map(entry -> callOf(session, entry));
        }
        return identity.getPrincipal() instanceof JsonWebToken token
                ? augment(identity, token, attributes)
                : Uni.createFrom().item(identity);
    }

    private Uni<SecurityIdentity> augment(
            SecurityIdentity identity, JsonWebToken token, Map<String, Object> attributes) {
        if (token.getSubject() == null) { // what names nobody could not be taken back
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        Reading known = identity.getAttribute(VerifiedTokens.READING);
        Reading reading = known == null ? new Reading(token) : known;
        RoutingContext request = HttpSecurityUtils.getRoutingContextAttribute(attributes);
        String named = request == null ? null : request.request().getHeader(TENANT_HEADER);
        if (reading.claims().platformAdmin() && named == null) {
            return Uni.createFrom()
                    .item(identity(identity, Set.of(Permission.TENANTS_MANAGE)).build());
        }
        if (named == null && reading.claims().tenants().size() > 1) {
            return Uni.createFrom().item(choosing(identity));
        }
        try {
            return directory
                    .find(chosen(reading.claims(), named))
                    .map(entry -> reading.decided(entry, found -> callOf(identity, reading.claims(), found)));
        } catch (CallRefused refused) {
            return Uni.createFrom().failure(refused);
        }
    }

    private static String chosen(Claims claims, String named) {
        Set<String> tenants = claims.tenants();
        if (tenants.isEmpty()) {
            throw new CallRefused(ErrorCode.TENANT_REQUIRED, "The token belongs to no tenant.");
        }
        if (named != null && !tenants.contains(named)) {
            throw new CallRefused(
                    ErrorCode.FORBIDDEN, "The token does not belong to the tenant named in " + TENANT_HEADER + ".");
        }
        return named != null ? named : tenants.iterator().next();
    }

    /** Who has yet to name a tenant may ask which there are; everything else says that one is needed. */
    private static SecurityIdentity choosing(SecurityIdentity identity) {
        return verified(identity)
                .addPermissionChecker(needed -> Permission.WHOAMI.equals(needed.getName())
                        ? Uni.createFrom().item(true)
                        : Uni.createFrom()
                                .failure(new CallRefused(
                                        ErrorCode.TENANT_REQUIRED,
                                        "The token belongs to several tenants: name one in the header " + TENANT_HEADER
                                                + ".")))
                .build();
    }

    /** Without {@link Permission#WHOAMI}: outside of what is his own a member is nobody. */
    private static SecurityIdentity callOf(MemberSession session, TenantDirectory.Entry entry) {
        requireActive(entry);
        requireTaken(entry, session.getName(), session.issuedAt().getEpochSecond());
        requireTaken(entry, session.app(), session.issuedAt().getEpochSecond());
        Caller caller = Caller.member(session);
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(session)
                .addPermissionsAsString(caller.permissions())
                .addAttribute(CALL, new CallContext(entry.tenant(), caller))
                .build();
    }

    private static SecurityIdentity callOf(SecurityIdentity identity, Claims claims, TenantDirectory.Entry entry) {
        requireActive(entry);
        Caller caller = claims.callerIn(entry.tenant().slug());
        requireTaken(entry, caller.subject(), claims.token().getIssuedAtTime());
        return identity(identity, caller.permissions())
                .addAttribute(CALL, new CallContext(entry.tenant(), caller))
                .build();
    }

    private static void requireActive(TenantDirectory.Entry entry) {
        if (entry == null || !entry.active()) {
            throw new CallRefused(ErrorCode.TENANT_INACTIVE, "The tenant is not active.");
        }
    }

    private static void requireTaken(TenantDirectory.Entry entry, String subject, long issuedAtSeconds) {
        if (!entry.takes(subject, issuedAtSeconds)) {
            throw new CallRefused(
                    ErrorCode.TOKEN_REVOKED,
                    "What this token says has changed since it was issued: get a new one, and send the call again.");
        }
    }

    private static QuarkusSecurityIdentity.Builder identity(SecurityIdentity verified, Set<String> permissions) {
        return verified(verified).addPermissionsAsString(permissions).addPermissionAsString(Permission.WHOAMI);
    }

    private static QuarkusSecurityIdentity.Builder verified(SecurityIdentity identity) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addCredentials(identity.getCredentials());
    }
}
