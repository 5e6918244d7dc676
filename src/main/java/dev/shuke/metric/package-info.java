/**
 * The numbers kept per member: what they are, how they are counted anew, and how they are told. Owns the counts of
 * {@code member_metric}, {@code member_habit} and {@code metric_due}; who made the row of a member is
 * {@link dev.shuke.member}.
 *
 * <p>Two kinds. Sums, counts, the first and the last are kept by the statement of {@link dev.shuke.event} that writes an
 * event: they cost it nothing that grows, and hold when the call is answered. What needs all that the member has done,
 * such as the store of most orders, is a habit. Kept in counters, five for every order, it would have cost the ingest more
 * than the order itself; so a batch leaves one row that names its members, and a job looks at them a second or two later,
 * or as much later as leaves nine tenths of the time to others.
 * Averages are kept nowhere: each is a quotient of what is.
 *
 * <p>A correction, a merge and its undoing count their few members wholly anew before they commit, and so does the job
 * of {@code POST /v1/metrics/rebuild} for everybody: by one and the same statement, {@code
 * MetricRepository}'s.
 */
package dev.shuke.metric;
