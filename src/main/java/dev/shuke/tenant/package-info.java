/**
 * The merchants of a deployment. For its platform administrators: made, listed, renamed, suspended, resumed, sent off.
 * For themselves: their name and settings.
 *
 * <p>Owns the table {@code tenant} and, in Keycloak, the organization of each tenant with its groups and its first
 * owner. {@code POST /v1/tenants} writes down what is wanted, then brings Keycloak there by steps that may each be
 * repeated, and only then opens the tenant; so a crash at any point is resumed, by a job or by the same request.
 *
 * <ul>
 *   <li>{@link dev.shuke.tenant.TenantResource} → {@link dev.shuke.tenant.TenantService} →
 *       {@link dev.shuke.tenant.TenantRepository}: the three hops of the list
 *   <li>{@link dev.shuke.tenant.TenantStatusResource} → {@link dev.shuke.tenant.TenantStatusService}: what is done to one
 *   <li>{@link dev.shuke.tenant.OwnTenantResource} → {@link dev.shuke.tenant.OwnTenantService} →
 *       {@link dev.shuke.tenant.OwnTenantRepository}: the tenant's own view, as its own role
 *   <li>{@link dev.shuke.tenant.ProvisioningJob}, {@link dev.shuke.tenant.OrganizationJob}: Keycloak follows
 *   <li>{@link dev.shuke.tenant.DepartureService}: the end, by {@link dev.shuke.tenant.DeletionJob}
 *   <li>{@link dev.shuke.tenant.OwnerSecrets}: the owner's address and first password, sealed while they wait
 * </ul>
 */
package dev.shuke.tenant;
