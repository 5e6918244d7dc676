package dev.shuke.tag;

import java.time.Instant;

/**
 * A tag that a rule gives.
 *
 * @param value a text or a number; null for a tag without one
 * @param writer which rule, and which version of it
 * @param expiresAt null for never
 */
public record RuleAssignment(Object value, double confidence, String writer, Instant expiresAt) {}
