/**
 * What a merchant has made of the table of who sees what: read, and replaced as a whole, within the platform's limits.
 * The decision itself is {@link dev.shuke.platform.privacy.FieldPolicy}'s, to which the changes come with every call's
 * tenant. Owns the column {@code tenant.field_policy}.
 */
package dev.shuke.fieldpolicy;
