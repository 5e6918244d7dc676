/**
 * Experiments: who sees which variant, and what came of it. {@link dev.shuke.experiment.Allocation} gives a unit its variant,
 * a pure function of salts and the unit's id by the documented hash of {@link dev.shuke.experiment.Bucket}; {@link
 * dev.shuke.experiment.Layer} keeps experiments apart that must not meet in one unit; {@link
 * dev.shuke.experiment.StoreDraw} gives stores theirs, of which there are too few to leave balance to chance. What came of it
 * is the matter of {@link dev.shuke.experiment.statistics}.
 */
package dev.shuke.experiment;
