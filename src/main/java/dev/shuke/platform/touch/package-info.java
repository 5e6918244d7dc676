/**
 * Which members something was written of: noted by {@link dev.shuke.platform.touch.Touches} in the transaction that
 * writes, in one row however many members, and taken by whoever keeps something that follows from it. Owns
 * {@code member_touch}.
 */
package dev.shuke.platform.touch;
