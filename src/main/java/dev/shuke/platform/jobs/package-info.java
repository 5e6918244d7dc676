/**
 * Work that follows a commit: {@link dev.shuke.platform.jobs.Jobs} puts it down in the transaction of its cause, and
 * some instance does it, once or more often, until it succeeds. Owns the table {@code jobs.due}.
 *
 * <p>A feature brings a {@link dev.shuke.platform.jobs.JobKind}. {@link dev.shuke.platform.jobs.JobRunner} claims what
 * is due for as long as it renews the claim: a process that dies stops renewing, and another takes the job over. So no
 * job is lost, none is run by two at a time, and each must bear being run twice.
 */
package dev.shuke.platform.jobs;
