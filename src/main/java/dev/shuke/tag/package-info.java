/**
 * Tags: what a merchant calls its members. A definition stands under one of three kinds, in a group or by itself. Owns
 * {@code tag}; stands on {@link dev.shuke.attribute}, which knows what values are.
 */
package dev.shuke.tag;
