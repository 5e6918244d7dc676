/**
 * How a caller sends a write so that it is safe to send again: once, by {@link dev.shuke.platform.write.Idempotent},
 * and on a condition, by {@link dev.shuke.platform.write.Preconditions}.
 */
package dev.shuke.platform.write;
