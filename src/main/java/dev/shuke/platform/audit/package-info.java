/**
 * Who did what: {@link dev.shuke.platform.audit.Audit} writes an {@link dev.shuke.platform.audit.AuditEntry} in the
 * transaction that does it, {@link dev.shuke.platform.audit.Denials} counts what was refused. Owns the tables
 * {@code audit_entry}, to which rows are only ever added, and {@code audit_unsealed}; {@code dev.shuke.audit} seals,
 * shows and verifies them.
 */
package dev.shuke.platform.audit;
