/**
 * What for: the purposes that a merchant uses members' data for, and what members are told before they are asked. Owns
 * {@code purpose} and {@code notice_version}; {@link dev.shuke.platform.privacy.Purpose} makes of a purpose the condition
 * of a query. What members answer is in {@link dev.shuke.consent}.
 */
package dev.shuke.purpose;
