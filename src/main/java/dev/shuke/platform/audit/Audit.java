package dev.shuke.platform.audit;

import dev.shuke.platform.tenancy.PlatformTx;
import dev.shuke.platform.tenancy.Tx;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Writes down who did what. The entry is a row of the transaction that does it: both are committed or neither, so what
 * must be written down before it happens (a reveal) is answered only after the commit.
 */
@ApplicationScoped
public class Audit {
    private final AuditRepository repository;
    private final CurrentIdentityAssociation identity;

    Audit(AuditRepository repository, CurrentIdentityAssociation identity) {
        this.repository = repository;
        this.identity = identity;
    }

    /** By the transaction's caller, in its tenant's log. */
    public Uni<Void> record(Tx tx, AuditEntry entry) {
        return repository.insert(tx, Actor.of(tx.call().caller()), entry);
    }

    /** By the platform administrator who calls, in the log of the tenant that it was done to. */
    public Uni<Void> record(PlatformTx tx, UUID tenantId, AuditEntry entry) {
        return identity.getDeferredIdentity()
                .map(found -> found.getPrincipal() instanceof JsonWebToken token ? token.getSubject() : "job")
                .chain(subject -> repository.insert(tx, tenantId, Actor.platform(subject), entry));
    }
}
