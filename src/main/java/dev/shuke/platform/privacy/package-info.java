/**
 * What may be seen and for what purpose. Sensitive values are types that show a mask wherever they are printed or
 * serialised; at rest they are sealed under their member's own key ({@link dev.shuke.platform.privacy.MemberKey}),
 * which the tenant's keyset wraps ({@link dev.shuke.platform.privacy.TenantKeys}), which the deployment's key wraps.
 * {@link dev.shuke.platform.privacy.FieldPolicy} decides who may see which {@link dev.shuke.platform.privacy.FieldGroup}
 * and how much of it, from the one table {@link dev.shuke.platform.privacy.FieldMatrix}.
 * What is sealed under the tenant's key and may name members lives for a day
 * ({@link dev.shuke.platform.privacy.PersonalCopies}).
 * {@link dev.shuke.platform.privacy.Purpose} is the condition that a query about members carries.
 */
package dev.shuke.platform.privacy;
