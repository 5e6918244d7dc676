package dev.shuke.platform.session;

import java.time.Instant;
import org.jose4j.jwk.PublicJsonWebKey;

/**
 * A key that signs tokens, and verifies those that it signed.
 *
 * @param jwk with its private part
 */
record SessionKey(PublicJsonWebKey jwk, Instant createdAt) {}
