/**
 * What a member will do, and what makes it likely. Owns {@code score_model}, {@code member_score}, {@code
 * member_replenishment} and {@code score_schedule}. {@link dev.shuke.score.TrainingJob} learns a model of members as {@link
 * dev.shuke.score.ShopperRepository} reads them, as they stood at a {@link dev.shuke.score.CutOff}, and tries it; by the one
 * that passed last {@link dev.shuke.score.ScoringJob} scores everybody who has bought. {@link
 * dev.shuke.score.ScheduledScoring} has both done by themselves.
 *
 * <p>The statistics know no database. {@link dev.shuke.score.LifetimeValueModel} stands on {@link dev.shuke.score.BgNbd}
 * (how often, and whether still at all) and {@link dev.shuke.score.GammaGamma} (how much each time); {@link
 * dev.shuke.score.ChurnModel} tells who is about to stay away; {@link dev.shuke.score.NextPurchaseModel} and {@link
 * dev.shuke.score.Replenishment} give dates.
 *
 * <p>Each model is tried on members whose future had come when it was learned without that future, and carries the result:
 * {@link dev.shuke.score.BackTest}, {@link dev.shuke.score.LifetimeValueBackTest}, {@link
 * dev.shuke.score.NextPurchaseModel.Errors}.
 *
 * <p>Time is in one unit throughout a model, that of the data it was fit on; days unless something else is said. Money is
 * in minor units of the tenant's one currency, as real numbers, since means and expectations are no whole cents. Every
 * model is deterministic: the same data give the same numbers. What cannot be fit is refused with a {@link
 * dev.shuke.score.ModelRefusedException} that says why.
 */
package dev.shuke.score;
