/**
 * What may be seen and for what purpose. Sensitive values are types that show a mask wherever they are printed or
 * serialised; at rest they are sealed under their member's own key ({@link dev.shuke.platform.privacy.MemberKey}),
 * which the tenant's keyset wraps ({@link dev.shuke.platform.privacy.TenantKeys}), which the deployment's key wraps.
 * {@link dev.shuke.platform.privacy.FieldPolicy} decides who may see which {@link dev.shuke.platform.privacy.FieldGroup}
 * and how much of it, from the one table {@link dev.shuke.platform.privacy.FieldMatrix}.
 * What is sealed under the tenant's key and may name members lives for a day
 * ({@link dev.shuke.platform.privacy.PersonalCopies}).
 *
 * <p>{@link dev.shuke.platform.privacy.Purpose} is the condition that a query about members carries. Whom a list has
 * and a report counts hangs on the purpose that the caller names and was granted: in the body where there is one, or
 * else in the header {@code X-Purpose}, or else what the caller is there for. A report that names nobody is a {@link
 * dev.shuke.platform.privacy.Counting}: exact numbers, of which the caller could look up each, are of whom the purpose
 * admits; suppressed crowds are of nobody, and analysis may count everybody in them. What the call itself refuses
 * ({@link dev.shuke.platform.privacy.PrivacyControl}) is part of each condition.
 */
package dev.shuke.platform.privacy;
