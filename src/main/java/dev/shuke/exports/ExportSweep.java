package dev.shuke.exports;

import dev.shuke.platform.file.SealedFiles;
import dev.shuke.platform.jobs.JobKind;
import dev.shuke.platform.tenancy.TenantDb;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Deletes a file when it expires. */
@ApplicationScoped
class ExportSweep implements JobKind {
    static final String KIND = "export.sweep";

    private final TenantDb db;
    private final ExportRepository repository;
    private final SealedFiles files;

    ExportSweep(TenantDb db, ExportRepository repository, SealedFiles files) {
        this.db = db;
        this.repository = repository;
        this.files = files;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        UUID id = UUID.fromString(ref);
        return db.inTransaction(tx -> repository.lock(tx, id).chain(() -> files.delete(tx, id)));
    }
}
