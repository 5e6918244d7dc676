package dev.shuke.score;

import dev.shuke.platform.jobs.JobKind;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.jobs.NewJob;
import dev.shuke.platform.jobs.TenantJobs;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

/**
 * Scores members every day and has models learned anew every week: these one after the other, so that they neither take
 * all lanes nor hold all their members at once, and the scoring behind them.
 */
@ApplicationScoped
class ScheduledScoring implements JobKind {
    static final String KIND = "scores.daily";

    private static final String DAY = "";
    private static final String SCORING = "scoring";
    private static final Duration APART = Duration.ofMinutes(10);

    private final TenantDb db;
    private final ScheduleRepository repository;
    private final TenantJobs tenantJobs;
    private final Jobs jobs;

    ScheduledScoring(TenantDb db, ScheduleRepository repository, TenantJobs tenantJobs, Jobs jobs) {
        this.db = db;
        this.repository = repository;
        this.tenantJobs = tenantJobs;
        this.jobs = jobs;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Puts the schedule down, and when it is looked at next: an earlier note of that finds that it is not time. */
    Uni<Void> replace(Tx tx, ScoreSchedule schedule) {
        return replace(tx, schedule, Instant.now());
    }

    private Uni<Void> replace(Tx tx, ScoreSchedule schedule, Instant after) {
        Instant next = schedule.nextAfter(after, tx.call().tenant().zone());
        return repository.replace(tx, schedule, next).chain(() -> jobs.schedule(tx, KIND, DAY, next));
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        return db.inTransaction(tx -> ref.equals(DAY) ? day(tx) : start(tx, ref));
    }

    private Uni<Void> day(Tx tx) {
        return repository
                .lockDue(tx)
                .onItem()
                .ifNotNull()
                .transformToUni(due -> replace(tx, due.schedule(), later(due.at(), Instant.now()))
                        .chain(() -> due.schedule().trainsAt(due.at(), tx.call().tenant().zone())
                                ? train(tx, due.at())
                                : jobs.schedule(tx, KIND, SCORING, due.at())));
    }

    /** This instance's clock may be behind PostgreSQL's. */
    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Uni<Void> train(Tx tx, Instant at) {
        Uni<Void> put = Uni.createFrom().voidItem();
        for (ScoreKind kind : ScoreKind.values()) {
            Instant then = at.plus(APART.multipliedBy(kind.ordinal()));
            put = put.chain(() -> jobs.schedule(tx, KIND, kind.key(), then));
        }
        Instant last = at.plus(APART.multipliedBy(ScoreKind.values().length));
        return put.chain(() -> jobs.schedule(tx, KIND, SCORING, last));
    }

    private Uni<Void> start(Tx tx, String ref) {
        return repository.find(tx)
                .chain(schedule -> schedule.enabled()
                        ? tenantJobs.start(tx, job(ref, schedule, tx.call().tenant().zone()))
                        : Uni.createFrom().nullItem())
                .replaceWithVoid();
    }

    private static NewJob job(String ref, ScoreSchedule schedule, ZoneId zone) {
        return ref.equals(SCORING)
                ? ScoringJob.to(null)
                : TrainingJob.to(
                        ScoreKind.stored(ref),
                        LocalDate.now(zone).minusDays(schedule.horizonDays()),
                        schedule.horizonDays());
    }
}
