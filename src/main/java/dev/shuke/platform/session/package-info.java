/**
 * Members' sessions: {@link dev.shuke.platform.session.SessionTokens} signs and verifies their tokens with the keys of {@link
 * dev.shuke.platform.session.SessionKeys}; {@link dev.shuke.platform.session.ReceiptKeys} signs what members keep. All
 * instances share both ({@link dev.shuke.platform.session.SealedKeys}). Owns {@code session_key}. Such a token counts at
 * {@code /v1/me} and below, where nothing else does.
 */
package dev.shuke.platform.session;
