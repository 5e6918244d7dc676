/**
 * What members allow: asked, given, refused, taken back. Owns {@code consent_event}, a ledger that only grows and in which
 * each row of a member hashes the one before it; {@code consent_state}, what the ledger comes to; the bits of it on {@code
 * member_metric}, which every query about members reads by {@link dev.shuke.platform.privacy.Purpose#condition}, written
 * in the transaction that writes the ledger; and {@code notice_served}, who was shown what. Stands on {@link
 * dev.shuke.purpose}, what for, and {@link dev.shuke.member}, whose.
 *
 * <p>A collection point, where a member was asked, is a name of the merchant's own and declared nowhere: a till or a page is
 * there before anybody has entered it in a list, and what a member said there must not be refused for it. {@link
 * dev.shuke.consent.CoverageResource} counts by it.
 */
package dev.shuke.consent;
