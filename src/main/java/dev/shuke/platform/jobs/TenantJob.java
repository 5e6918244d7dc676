package dev.shuke.platform.jobs;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;

/**
 * Long work of a tenant, done in steps: a bean. A step is a few seconds of work at most, and {@link JobRun#advance}
 * commits its rows together with the checkpoint where the next one begins. So a process that is killed loses the step
 * it was at and nothing else, no step has its effect twice, and no two instances are at the same job. It is started by
 * {@link TenantJobs}, watched at {@code /v1/jobs/{id}}, and can be cancelled between two steps.
 */
public interface TenantJob {
    /** The name under which it is started; never changed, for jobs outlive releases. Lower case. */
    String kind();

    /**
     * Does the next piece: looks at {@link JobRun#checkpoint()}, makes ready what a transaction must not wait for, such
     * as keys or a call elsewhere, and ends with one {@link JobRun#advance}. It may be run again without having
     * advanced, so everything outside of that has to bear it. A failure has it tried again, ten times in a row and with
     * growing pauses; {@link JobFailed} ends the job at once. It must not block the event loop.
     */
    Uni<JobRun> step(JobRun run);

    /** Clears up, in the transaction that ends the job, whichever way. */
    default Uni<Void> ended(Tx tx, JobRun run, JobState how) {
        return Uni.createFrom().voidItem();
    }
}
