/**
 * The tenants' keysets in the hands of the deployment's administrators: their state, and rotations. Owns the table
 * {@code key_rotation}; the keys themselves are {@link dev.shuke.platform.privacy}'s.
 */
package dev.shuke.keys;
