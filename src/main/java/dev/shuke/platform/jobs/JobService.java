package dev.shuke.platform.jobs;

import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Shows long work, and ends it early. */
@ApplicationScoped
public class JobService {
    private final TenantDb db;
    private final TenantJobRepository repository;
    private final Jobs jobs;

    JobService(TenantDb db, TenantJobRepository repository, Jobs jobs) {
        this.db = db;
        this.repository = repository;
        this.jobs = jobs;
    }

    Uni<Page<JobView>> list(PageRequest page) {
        int limit = page.limit();
        UUID before = page.cursorOr(Cursor.NEWEST).id();
        return db.read(tx -> repository.list(tx, before, limit + 1))
                .map(found -> Page.of(found, limit, job -> Cursor.after(job.id())));
    }

    Uni<JobView> require(UUID id) {
        return db.read(tx -> require(tx, id));
    }

    private Uni<JobView> require(Tx tx, UUID id) {
        return repository.find(tx, id).onItem().ifNull().failWith(() -> ApiException.notFound("job"));
    }

    /** It ends after the step that it is at, also when it was waiting for another try. */
    Uni<JobView> cancel(UUID id) {
        return db.inTransaction(tx -> repository
                .cancel(tx, id)
                .chain(asked -> asked == 0
                        ? Uni.createFrom().voidItem()
                        : jobs.schedule(tx, TenantJobRunner.KIND, id.toString(), Instant.now()))
                .chain(() -> require(tx, id)));
    }
}
