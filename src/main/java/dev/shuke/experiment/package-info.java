/**
 * Experiments: who sees which variant, and what came of it. {@link dev.shuke.experiment.Allocation} gives a unit its variant,
 * a pure function of salts and the unit's id by the documented hash of {@link dev.shuke.experiment.Bucket}; {@link
 * dev.shuke.experiment.Layer} keeps experiments apart that must not meet in one unit; {@link
 * dev.shuke.experiment.StoreDraw} gives stores theirs, of which there are too few to leave balance to chance. What may be
 * concluded is the matter of {@link dev.shuke.experiment.statistics}.
 *
 * <p>{@link dev.shuke.experiment.ExperimentService} keeps definitions, {@link dev.shuke.experiment.LifecycleService} starts and
 * ends them, and {@link dev.shuke.experiment.AssignmentService} answers for units: from remembered {@link
 * dev.shuke.experiment.Candidates}, and from one look at the unit that also tells whether they are still the same. Owns all
 * tables {@code experiment…}. The audience is a segment, kept by {@link dev.shuke.experiment.Audiences}. {@link
 * dev.shuke.experiment.ExposureService} is called by whoever takes events in, and keeps what each member was shown first.
 *
 * <p>Results are counted anew each time: a metric is one or several {@link dev.shuke.experiment.Measure}s of each unit, {@link
 * dev.shuke.experiment.OutcomeSql} says them in SQL, one statement of {@link dev.shuke.experiment.ResultsRepository} makes
 * moments of them, and {@link dev.shuke.experiment.Analysis} hands those to the statistics. Of a time in the past they are what
 * was known then: what has become of events and of who saw what since is undone by when it was received.
 * <p>Before an experiment {@link dev.shuke.experiment.Calculator} says what it takes. What nobody drew is compared all the
 * same, with a caution: the stores of a pilot by {@link dev.shuke.experiment.PilotService}, members by when they first
 * bought, or entered a segment, by {@link dev.shuke.experiment.CohortService}. {@link dev.shuke.experiment.GroupFigures} says what may be told of
 * groups.
 */
package dev.shuke.experiment;
