package dev.shuke.platform.jobs;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Starts long work, in the transaction that causes it: both are committed or neither. */
@ApplicationScoped
public class TenantJobs {
    private final TenantJobRepository repository;
    private final Jobs jobs;

    TenantJobs(TenantJobRepository repository, Jobs jobs) {
        this.repository = repository;
        this.jobs = jobs;
    }

    /** The job as callers see it. */
    public Uni<JobView> start(Tx tx, NewJob job) {
        return repository
                .insert(tx, job, tx.call().caller().subject())
                .call(() -> jobs.schedule(tx, TenantJobRunner.KIND, job.id().toString(), Instant.now()));
    }
}
