package dev.shuke.session;

import dev.shuke.member.IdentityService;
import dev.shuke.platform.access.MemberSession;
import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.session.SessionTokens;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Begins sessions for members whom an app has recognised. */
@ApplicationScoped
public class MemberSessionService {
    private final TenantDb db;
    private final TenantKeyService keyService;
    private final IdentityService identities;
    private final SessionTokens tokens;
    private final Audit audit;

    MemberSessionService(
            TenantDb db, TenantKeyService keyService, IdentityService identities, SessionTokens tokens, Audit audit) {
        this.db = db;
        this.keyService = keyService;
        this.identities = identities;
        this.tokens = tokens;
        this.audit = audit;
    }

    /** @throws ApiException unknown_member, when nobody has the identity and none is to be made */
    Uni<MemberSessionView> create(MemberSessionRequest request) {
        IdentityValue identity = request.identity().normalised("/identity");
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx -> owner(tx, identity, request.createsMember(), keys)
                        .call(member -> audit.record(tx, AuditEntry.of("session.created", "member", member)))))
                .map(member -> session(member, identity))
                .chain(session -> tokens.issue(session)
                        .map(issued -> new MemberSessionView(issued.token(), issued.expiresAt(), session.member())));
    }

    private Uni<UUID> owner(Tx tx, IdentityValue identity, boolean create, TenantKeys keys) {
        return identities
                .find(tx, Set.of(identity), keys)
                .chain(known -> known.isEmpty() && create
                        ? identities.create(tx, Set.of(identity), keys)
                        : Uni.createFrom().item(known))
                .map(owners -> owners.get(identity))
                .onItem()
                .ifNull()
                .failWith(() -> new ApiException(
                        ErrorCode.UNKNOWN_MEMBER, "Nobody has this identity, and createMember is false."));
    }

    private static MemberSession session(UUID member, IdentityValue identity) {
        CallContext call = CallContext.current();
        return new MemberSession(
                call.tenant().slug(),
                member,
                identity.kind() == IdentityKind.DEVICE,
                call.caller().subject(),
                Instant.now());
    }
}
