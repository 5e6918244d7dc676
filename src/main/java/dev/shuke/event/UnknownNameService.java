package dev.shuke.event;

import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What the merchant has still to tell us of its stores and products. */
@ApplicationScoped
class UnknownNameService {
    private final TenantDb db;
    private final UnknownNameRepository repository;

    UnknownNameService(TenantDb db, UnknownNameRepository repository) {
        this.db = db;
        this.repository = repository;
    }

    Uni<Page<UnknownNameView>> list(PageRequest page) {
        int limit = page.limit();
        String after = page.afterKey();
        return db.inTransaction(tx -> repository.list(tx, after, limit + 1))
                .map(names -> Page.ofKeyed(names, limit, UnknownNameView::place));
    }
}
