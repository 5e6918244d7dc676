/**
 * The audit log as it is sealed, shown and verified; {@link dev.shuke.platform.audit} writes its entries. Owns the table
 * {@code audit_seal}.
 *
 * <ul>
 *   <li>{@link dev.shuke.audit.AuditLogResource} → {@link dev.shuke.audit.AuditLogService} →
 *       {@link dev.shuke.audit.EntryRepository}: the log, read and exported
 *   <li>{@link dev.shuke.audit.Sealer}: every few seconds a {@link dev.shuke.audit.Seal} over what was entered
 *   <li>{@link dev.shuke.audit.VerificationService}: a {@link dev.shuke.audit.Walk} along the seals
 * </ul>
 */
package dev.shuke.audit;
