package dev.shuke.exports;

import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What left the system, for which purpose and to whom. */
@ApplicationScoped
public class DisclosureService {
    private final TenantDb db;
    private final DisclosureRepository repository;

    DisclosureService(TenantDb db, DisclosureRepository repository) {
        this.db = db;
        this.repository = repository;
    }

    /**
     * For the job that takes what is over age: deletes what is older than the three years that the law asks for, or counts
     * it.
     */
    public Uni<Long> takeOld(Tx tx, boolean dryRun) {
        return dryRun ? repository.countOld(tx) : repository.deleteOld(tx).map(Integer::longValue);
    }

    Uni<Page<DisclosureView>> list(PageRequest page) {
        int limit = page.limit();
        UUID before = page.cursorOr(Cursor.NEWEST).id();
        return db.read(tx -> repository.list(tx, before, limit + 1))
                .map(found -> Page.of(found, limit, one -> Cursor.after(one.id())));
    }
}
