package dev.shuke.platform.jobs;

import dev.shuke.platform.tenancy.PlatformTx;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/**
 * Puts jobs down. A job is a row of the transaction that causes it: both are committed or neither. Jobs of the same
 * tenant, kind and ref run one after the other.
 */
@ApplicationScoped
public class Jobs {
    private final JobRepository repository;

    Jobs(JobRepository repository) {
        this.repository = repository;
    }

    /**
     * For the transaction's tenant.
     *
     * @param kind of a {@link JobKind}
     * @param ref tells the kind what it is about: an id, nothing personal and no secret, at most 200 characters
     * @param at not before
     */
    public Uni<Void> schedule(Tx tx, String kind, String ref, Instant at) {
        return repository.insert(tx, kind, ref, at).replaceWithVoid();
    }

    /** Likewise for work that begins with the platform. */
    public Uni<Void> schedule(PlatformTx tx, UUID tenantId, String kind, String ref, Instant at) {
        return repository.insert(tx, tenantId, kind, ref, at).replaceWithVoid();
    }
}
