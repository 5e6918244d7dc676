/**
 * The people that a tenant knows: profile, identities and the numbers kept per member. Owns {@code member},
 * {@code member_identity} and {@code member_metric}.
 */
package dev.shuke.member;
