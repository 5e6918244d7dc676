/**
 * Tags: what a merchant calls its members, by whom and until when. A definition stands under one of three kinds, in a group
 * or by itself. Owns {@code tag}, {@code member_tag}, {@code member_tag_history} and {@code tag_sweep}; stands on {@link
 * dev.shuke.member}, and on {@link dev.shuke.attribute}, which knows what values are.
 */
package dev.shuke.tag;
