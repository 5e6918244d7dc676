/**
 * The 360° view: one member with what the features around know of it, in one call. Owns nothing; stands on all of
 * {@link dev.shuke.member}, {@link dev.shuke.metric}, {@link dev.shuke.tag}, {@link dev.shuke.segment}, {@link dev.shuke.rfm},
 * {@link dev.shuke.score} and {@link dev.shuke.event}.
 */
package dev.shuke.overview;
