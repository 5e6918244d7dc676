/**
 * The register of processing activities (PIPL article 55 and 56, GDPR article 30), read from the configuration itself, so
 * that it cannot be out of date: what is kept of members and how sensitive it is, for how long, who of the staff and which
 * apps see what of it, and what was disclosed. Owns no table.
 */
package dev.shuke.processing;
