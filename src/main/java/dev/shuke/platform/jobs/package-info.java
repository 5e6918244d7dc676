/**
 * Work that follows a commit: {@link dev.shuke.platform.jobs.Jobs} puts it down in the transaction of its cause, and
 * some instance does it, once or more often, until it succeeds. Owns the tables {@code jobs.due} and {@code job}.
 *
 * <p>A feature brings a {@link dev.shuke.platform.jobs.JobKind}. {@link dev.shuke.platform.jobs.JobRunner} claims what
 * is due and gives signs of life while it runs: a process that dies gives none, and another takes the job over. So no job
 * is lost, none is run by two at a time, and each must bear being run twice.
 *
 * <p>For what takes longer than seconds it brings a {@link dev.shuke.platform.jobs.TenantJob} and starts it with
 * {@link dev.shuke.platform.jobs.TenantJobs}: the job is a row of the tenant, with progress, and is done in steps, each
 * of which commits with its checkpoint.
 *
 * <p>Who has which job is kept by db-scheduler, which knows the queue as the view {@code jobs.task}. A job is added by SQL
 * in its cause's own transaction, which JDBC cannot join, under an id of its own; so one put down again while it runs is
 * another job, and is not lost. That two about the same thing wait for each other, the unique index
 * {@code due_one_at_a_time} sees to: who meets it comes again a moment later.
 */
package dev.shuke.platform.jobs;
