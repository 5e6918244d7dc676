/**
 * What may be concluded from an experiment: pure functions of counts and moments that one pass of SQL yields; no database,
 * no clock, no chance that is not seeded. Each method names the paper or book it follows.
 *
 * <p>Every metric becomes an {@link dev.shuke.experiment.statistics.Estimate} per variant: a value and how far it may be
 * off. {@link dev.shuke.experiment.statistics.Proportion} (also retention), {@link
 * dev.shuke.experiment.statistics.Moments} (means, revenue per unit), {@link dev.shuke.experiment.statistics.RatioMetric},
 * {@link dev.shuke.experiment.statistics.Quantile}; sharper with {@link dev.shuke.experiment.statistics.Cuped} or {@link
 * dev.shuke.experiment.statistics.PostStratification}, less at the mercy of few large values with {@link
 * dev.shuke.experiment.statistics.Winsorising}. Two estimates become a {@link
 * dev.shuke.experiment.statistics.Comparison}:
 *
 * <ul>
 *   <li>once, at the planned end: {@link dev.shuke.experiment.statistics.TwoProportions}, {@link
 *       dev.shuke.experiment.statistics.Welch}; for few units {@link dev.shuke.experiment.statistics.FisherExact} and
 *       {@link dev.shuke.experiment.statistics.RandomisationTest} (also of pairs and strata);
 *   <li>at any time: {@link dev.shuke.experiment.statistics.ConfidenceSequence}; at planned looks: {@link
 *       dev.shuke.experiment.statistics.GroupSequential}; as odds: {@link dev.shuke.experiment.statistics.Bayesian};
 *   <li>of stores, before and after: {@link dev.shuke.experiment.statistics.DifferenceInDifferences}, {@link
 *       dev.shuke.experiment.statistics.MatchedPairs}; with its cost: {@link
 *       dev.shuke.experiment.statistics.ReturnOnInvestment}.
 * </ul>
 *
 * <p>{@link dev.shuke.experiment.statistics.SampleRatio} and {@link dev.shuke.experiment.statistics.MultipleExposure} stand
 * before every conclusion, {@link dev.shuke.experiment.statistics.Correction} before several, and {@link
 * dev.shuke.experiment.statistics.Verdict} says it in words. {@link dev.shuke.experiment.statistics.SampleSize}, {@link
 * dev.shuke.experiment.statistics.RunningTime}, {@link dev.shuke.experiment.statistics.Looks} and {@link
 * dev.shuke.experiment.statistics.ClusterDesign} plan the next one.
 *
 * <p>Most of it takes microseconds; {@link dev.shuke.experiment.statistics.Bayesian}, {@link
 * dev.shuke.experiment.statistics.GroupSequential}, {@link dev.shuke.experiment.statistics.FisherExact} and {@link
 * dev.shuke.experiment.statistics.RandomisationTest} take up to two seconds at their limits, so not on an event loop.
 *
 * <p>What cannot be computed is a {@link dev.shuke.experiment.statistics.Computed.Not} with its reason: no result holds a
 * NaN or an infinity. An argument that no data could bring about, such as a confidence of 2, is an
 * {@link IllegalArgumentException}. Shares, lifts and probabilities are fractions of 1, not percent; values are in the
 * metric's own unit, money in minor units. Confidence is 95 % and power 80 % unless a caller says otherwise.
 */
package dev.shuke.experiment.statistics;
