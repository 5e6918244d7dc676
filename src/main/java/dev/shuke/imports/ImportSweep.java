package dev.shuke.imports;

import dev.shuke.imports.ImportRepository.Left;
import dev.shuke.platform.file.SealedFiles;
import dev.shuke.platform.jobs.JobKind;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Deletes what stays of a file: all of it when it has never arrived, and when it expires every row. */
@ApplicationScoped
class ImportSweep implements JobKind {
    static final String KIND = "import.sweep";

    private final TenantDb db;
    private final ImportRepository repository;
    private final SealedFiles files;
    private final ErasedRowRepository erasures;
    private final Jobs jobs;

    ImportSweep(TenantDb db, ImportRepository repository, SealedFiles files, ErasedRowRepository erasures, Jobs jobs) {
        this.db = db;
        this.repository = repository;
        this.files = files;
        this.erasures = erasures;
        this.jobs = jobs;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        UUID id = UUID.fromString(ref);
        return db.inTransaction(tx -> repository
                .lockLeft(tx, id)
                .onItem()
                .ifNotNull()
                .transformToUni(left -> sweep(tx, id, left))
                .replaceWithVoid());
    }

    private Uni<?> sweep(Tx tx, UUID id, Left left) {
        if (!left.received()) {
            return repository.deleteUnlessReceived(tx, id);
        }
        return left.expiresAt().isBefore(Instant.now())
                ? files.delete(tx, id)
                        .chain(() -> repository.deleteChunks(tx, id))
                        .chain(() -> erasures.delete(tx, id))
                : jobs.schedule(tx, KIND, id.toString(), left.expiresAt());
    }
}
