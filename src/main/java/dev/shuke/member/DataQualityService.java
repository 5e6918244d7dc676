package dev.shuke.member;

import dev.shuke.platform.tenancy.TenantDb;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** How good the tenant's data about its members is. */
@ApplicationScoped
class DataQualityService {
    private final TenantDb db;
    private final DataQualityRepository repository;

    DataQualityService(TenantDb db, DataQualityRepository repository) {
        this.db = db;
        this.repository = repository;
    }

    Uni<DataQualityView> current() {
        return db.inTransaction(repository::count);
    }
}
