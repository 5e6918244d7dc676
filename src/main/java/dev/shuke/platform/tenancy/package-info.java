/**
 * Whose data this is. A request's {@link dev.shuke.platform.tenancy.CallContext} names its tenant and caller;
 * {@link dev.shuke.platform.tenancy.TenantPool} binds every transaction to that tenant, so that PostgreSQL's row-level
 * security shows nothing else; {@link dev.shuke.platform.tenancy.TenantDb} is the only door to the database.
 */
package dev.shuke.platform.tenancy;
