package dev.shuke.score;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.tenancy.TenantDb;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** When members are scored. */
@ApplicationScoped
class ScheduleService {
    private final TenantDb db;
    private final ScheduleRepository repository;
    private final ScheduledScoring scoring;
    private final Audit audit;

    ScheduleService(TenantDb db, ScheduleRepository repository, ScheduledScoring scoring, Audit audit) {
        this.db = db;
        this.repository = repository;
        this.scoring = scoring;
        this.audit = audit;
    }

    Uni<ScoreSchedule> current() {
        return db.read(repository::find);
    }

    /** As {@link #current}; nobody else changes it before this transaction ends. */
    Uni<ScoreSchedule> currentForUpdate() {
        return db.inTransaction(repository::lock);
    }

    Uni<ScoreSchedule> replace(ScoreSchedule schedule) {
        return db.inTransaction(tx -> scoring.replace(tx, schedule)
                        .call(() -> audit.record(
                                tx, AuditEntry.of("scores.schedule.changed", "tenant", tx.tenantId()))))
                .replaceWith(schedule);
    }
}
