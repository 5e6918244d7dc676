/**
 * Segments: named, versioned rules over what is known of members, and the rule language itself.
 *
 * <p>A rule passes three stages, each of them a pure function. {@link dev.shuke.segment.Rule} is what callers send and
 * what is stored. {@link dev.shuke.segment.RuleChecker} turns it into a {@link dev.shuke.segment.Condition}, in which
 * every name and value has its type, or says where and why not. {@link dev.shuke.segment.RuleCompiler} turns that into
 * SQL. Only an {@link dev.shuke.segment.Audience}, which cannot be made without a purpose, is a query about members.
 *
 * <p>The members of a dynamic segment are stored. {@link dev.shuke.segment.MembershipService} fills them; {@link
 * dev.shuke.segment.MembershipRunner} has them follow what {@link dev.shuke.platform.touch.Touches} notes of members, by
 * {@link dev.shuke.segment.MembershipRefresh}, and {@link dev.shuke.segment.MembershipSweep} notes whom time alone moves.
 * Each change is told in {@code segment_change}, in its own transaction. What a rule hangs on, {@link
 * dev.shuke.segment.Dependencies} knows: a new kind of condition says there what is to be written or what hour is to
 * strike for its answer to be another.
 *
 * <p>A rule may name other segments: their rules become a part of it, and whoever asks may ask about every field of
 * them. {@link dev.shuke.segment.Explainer} tells of one member what each node came to, from the very expressions that
 * the compiler made, and {@link dev.shuke.segment.RuleSentence} says a rule to people. All three stages and these two
 * switch over every kind of node: a new kind is not forgotten.
 *
 * <p>Whoever may see no person is told of {@link dev.shuke.segment.Crowds} alone, into which members go by their
 * {@link dev.shuke.segment.Splits}, and compares values at {@link dev.shuke.segment.Steps}. {@link
 * dev.shuke.segment.CrowdInsights} makes comparisons of nothing but such counts.
 *
 * <p>Who was in a segment at a moment, {@link dev.shuke.segment.PinnedSegmentService} tells from the changes, and {@link
 * dev.shuke.segment.AudienceService} has other features ask about whom a rule matches. What hangs on a segment, and keeps it
 * from being changed or deleted, {@link dev.shuke.segment.SegmentUses} knows.
 *
 * <p>An inference is a rule, too: {@link dev.shuke.segment.InferenceRun} writes an attribute to whom it is about. And a tag
 * can follow a segment: {@link dev.shuke.segment.TagRuleJob}, put down by whatever changes who is in one, has {@link
 * dev.shuke.segment.TagRuleRun} give it and take it.
 *
 * <p>The days that rules name are {@link dev.shuke.segment.Holiday}s, or {@link dev.shuke.segment.HolidayView}s of a
 * merchant's own calendar.
 */
package dev.shuke.segment;
