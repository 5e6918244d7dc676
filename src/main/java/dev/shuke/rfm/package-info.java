/**
 * How recently, how often and for how much members buy: scores from 1 to 5 by {@link dev.shuke.rfm.RfmMethod}, made anew
 * by a job, and the tiers that a merchant makes of them. A tier is read off the scores and not stored, so a change of the
 * tiers counts at once. Owns {@code rfm} and {@code member_rfm}.
 */
package dev.shuke.rfm;
