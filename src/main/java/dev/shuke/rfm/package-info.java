/**
 * How recently, how often and for how much members buy: scores from 1 to 5 by {@link dev.shuke.rfm.RfmMethod}, the tiers
 * that a merchant makes of them, and the stages of the lifecycle. All are made anew together, by one statement of
 * {@link dev.shuke.rfm.RfmJob}: when asked, when {@link dev.shuke.rfm.RfmRefresh} finds it time, and soon after a merge. What
 * has changed is written down; the tags of {@link dev.shuke.rfm.RfmTags} follow. Owns {@code rfm}, {@code rfm_refresh},
 * {@code member_rfm}, {@code member_stage} and {@code member_transition}.
 */
package dev.shuke.rfm;
