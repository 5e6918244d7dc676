package dev.shuke.rfm;

import dev.shuke.member.MergePart;
import dev.shuke.platform.jobs.JobKind;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.jobs.TenantJobs;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.UUID;

/**
 * Scores members again: when the settings say, and soon after a merge, which gives one member the orders of two. There is
 * one time set for a tenant; a job that comes before it finds nothing to do.
 */
@ApplicationScoped
class RfmRefresh implements JobKind, MergePart {
    private static final String KIND = "rfm.refresh";
    /** When shops are closed. */
    private static final LocalTime AT = LocalTime.of(4, 0);
    /** Merges come in rows. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private final TenantDb db;
    private final RfmRepository repository;
    private final RefreshRepository refreshes;
    private final TenantJobs tenantJobs;
    private final Jobs jobs;

    RfmRefresh(TenantDb db, RfmRepository repository, RefreshRepository refreshes, TenantJobs tenantJobs, Jobs jobs) {
        this.db = db;
        this.repository = repository;
        this.refreshes = refreshes;
        this.tenantJobs = tenantJobs;
        this.jobs = jobs;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        return db.inTransaction(tx -> repository.find(tx).chain(rfm -> goOn(tx, rfm.settings())));
    }

    private Uni<Void> goOn(Tx tx, RfmSettings settings) {
        Instant now = Instant.now();
        ZoneId zone = tx.call().tenant().zone();
        if (settings.refreshDays() == 0) {
            return refreshes.stop(tx, now).replaceWithVoid();
        }
        Instant next = next(settings, zone, now);
        return refreshes
                .goOn(tx, now, next)
                .chain(come -> come == 0 ? nothing() : score(tx, LocalDate.ofInstant(now, zone), next));
    }

    private Uni<Void> score(Tx tx, LocalDate today, Instant next) {
        return tenantJobs.start(tx, RfmJob.to(today)).chain(() -> jobs.schedule(tx, KIND, "", next));
    }

    /** To be called when the rhythm may be another. */
    Uni<Void> startIfScored(Tx tx, StoredRfm rfm) {
        return rfm.computedAt() == null ? nothing() : start(tx, rfm.settings());
    }

    /** To be called when members have been scored: the first time sets the next. */
    Uni<Void> start(Tx tx, RfmSettings settings) {
        if (settings.refreshDays() == 0) {
            return nothing();
        }
        Instant next = next(settings, tx.call().tenant().zone(), Instant.now());
        return refreshes.start(tx, next).chain(set -> set == 0 ? nothing() : jobs.schedule(tx, KIND, "", next));
    }

    private static Instant next(RfmSettings settings, ZoneId zone, Instant now) {
        return LocalDate.ofInstant(now, zone)
                .plusDays(settings.refreshDays())
                .atTime(AT)
                .atZone(zone)
                .toInstant();
    }

    /** Nothing: what is about to be scored is not the merge's. */
    @Override
    public Uni<Void> hold(Tx tx) {
        return nothing();
    }

    @Override
    public Uni<Void> move(Tx tx, UUID from, UUID into) {
        return soon(tx);
    }

    @Override
    public Uni<Void> giveBack(Tx tx, UUID holder, UUID to, UUID[] origins) {
        return soon(tx);
    }

    private Uni<Void> soon(Tx tx) {
        Instant at = Instant.now().plus(SOON);
        return refreshes.sooner(tx, at).chain(set -> set == 0 ? nothing() : jobs.schedule(tx, KIND, "", at));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
