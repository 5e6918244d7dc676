/**
 * Members' sessions: {@link dev.shuke.platform.session.SessionTokens} signs and verifies their tokens with keys that all
 * instances share ({@link dev.shuke.platform.session.SessionKeys}). Owns {@code session_key}. Such a token counts at
 * {@code /v1/me} and below, where nothing else does.
 */
package dev.shuke.platform.session;
