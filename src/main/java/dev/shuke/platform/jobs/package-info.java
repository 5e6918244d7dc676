/**
 * Work that follows a commit: {@link dev.shuke.platform.jobs.Jobs} puts it down in the transaction of its cause, and
 * some instance does it, once or more often, until it succeeds. Owns the tables {@code jobs.due} and {@code job}.
 *
 * <p>A feature brings a {@link dev.shuke.platform.jobs.JobKind}. {@link dev.shuke.platform.jobs.JobRunner} claims what
 * is due for as long as it renews the claim: a process that dies stops renewing, and another takes the job over. So no
 * job is lost, none is run by two at a time, and each must bear being run twice.
 *
 * <p>For what takes longer than seconds it brings a {@link dev.shuke.platform.jobs.TenantJob} and starts it with
 * {@link dev.shuke.platform.jobs.TenantJobs}: the job is a row of the tenant, with progress, and is done in steps, each
 * of which commits with its checkpoint.
 *
 * <p>The queue is our own after a look at db-scheduler 16.12, the best kept of the libraries on PostgreSQL (Apache-2.0).
 * Its statements identify a run by (name, instance) and a version, and know no "wait for the other one about the same
 * thing": a job put down again while it runs either meets the row of the run, which tells an inserter of it in spite of
 * row-level security, or changes its version, and then the library's heartbeat and its end of the run miss the row. It
 * compares the due time with the instance's clock, not PostgreSQL's; and it needs JDBC, a second driver and pool, with a
 * thread that waits for every run. What would be left to it is the one statement that claims.
 */
package dev.shuke.platform.jobs;
