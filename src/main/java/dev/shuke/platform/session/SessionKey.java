package dev.shuke.platform.session;

import java.time.Instant;
import org.jose4j.jwk.PublicJsonWebKey;

/**
 * A key that signs tokens, and verifies those that it signed.
 *
 * @param jwk with its private part
 * @param kek the id of the version of the deployment's key that seals it; null where nobody knows
 */
record SessionKey(PublicJsonWebKey jwk, String kek, Instant createdAt) {}
