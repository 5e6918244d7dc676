package dev.shuke.exports;

import dev.shuke.platform.file.SealedFiles;
import dev.shuke.platform.jobs.JobKind;
import dev.shuke.platform.tenancy.TenantDb;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Deletes a file when it expires; what is written after that nobody can fetch, and goes with the job. */
@ApplicationScoped
class ExportSweep implements JobKind {
    static final String KIND = "export.sweep";

    private final TenantDb db;
    private final SealedFiles files;

    ExportSweep(TenantDb db, SealedFiles files) {
        this.db = db;
        this.files = files;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        return db.inTransaction(tx -> files.delete(tx, UUID.fromString(ref)));
    }
}
