/**
 * For how long events are kept: {@link dev.shuke.retention.RetentionResource} says by type when they are deleted or
 * anonymised, and by purpose what goes when a member allows it no more; {@link dev.shuke.retention.RetentionJob} does it
 * in chunks, and tells in a dry run before what it would take. A legal hold keeps a member's events. Owns the tables {@code retention_policy}, {@code retention_rule},
 * {@code retention_run} and {@code retention_count}, and of purposes {@code retention_purpose_rule} and
 * {@code retention_purpose_count}.
 */
package dev.shuke.retention;
