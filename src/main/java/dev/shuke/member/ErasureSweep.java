package dev.shuke.member;

import dev.shuke.platform.jobs.JobKind;
import dev.shuke.platform.privacy.PersonalCopies;
import dev.shuke.platform.tenancy.TenantDb;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** When the copies from before an erasure are old: sees to it that they are gone. */
@ApplicationScoped
class ErasureSweep implements JobKind {
    static final String KIND = "erasure.sweep";

    private final TenantDb db;
    private final List<PersonalCopies> copies;

    ErasureSweep(TenantDb db, @All List<PersonalCopies> copies) {
        this.db = db;
        this.copies = copies;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        return db.inTransaction(tx -> Multi.createFrom()
                .iterable(copies)
                .onItem()
                .transformToUniAndConcatenate(copy -> copy.dropOld(tx))
                .collect()
                .last());
    }
}
