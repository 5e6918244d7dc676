package dev.shuke.experiment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/**
 * What every assignment asks about its tenant's experiments, remembered in this process. Nobody has to say that it is old:
 * each assignment's own statement tells the generation of the moment, and {@link AssignmentService} has it read again when
 * it is another. So an experiment that is paused assigns nobody from the next call on, in every instance.
 */
@ApplicationScoped
class RememberedCandidates {
    private static final long MOST_BYTES = 64L << 20;
    private static final int BYTES_OF_TENANT = 500;

    private final TenantDb db;
    private final CandidateRepository repository;
    private final Cache<UUID, Candidates> known = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((UUID tenant, Candidates all) -> BYTES_OF_TENANT + all.bytes())
            .expireAfterAccess(Duration.ofMinutes(30))
            .build();

    RememberedCandidates(TenantDb db, CandidateRepository repository) {
        this.db = db;
        this.repository = repository;
    }

    /** As they were at some time. */
    Uni<Candidates> find() {
        Candidates found = known.getIfPresent(tenant());
        return found == null ? load() : Uni.createFrom().item(found);
    }

    /** As they are now. */
    Uni<Candidates> load() {
        UUID tenant = tenant();
        return db.read(repository::load).invoke(loaded -> known.put(tenant, loaded));
    }

    private static UUID tenant() {
        return CallContext.current().tenant().id();
    }
}
