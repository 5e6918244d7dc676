/**
 * Whose data this is. A verified token is turned into a {@link dev.shuke.platform.tenancy.CallContext}, one tenant and
 * one caller, which is bound to the request; {@link dev.shuke.platform.tenancy.TenantPool} binds every transaction to
 * that tenant, so that PostgreSQL's row-level security shows nothing else. {@link dev.shuke.platform.tenancy.TenantDb} is
 * the only door to tenants' data, {@link dev.shuke.platform.tenancy.PlatformDb} the only one to the list of tenants,
 * {@link dev.shuke.platform.tenancy.JobsDb} the only one to the queue of jobs, and
 * {@link dev.shuke.platform.tenancy.RedisLink} the only one to Redis, without which everything works, if less quickly.
 */
package dev.shuke.platform.tenancy;
