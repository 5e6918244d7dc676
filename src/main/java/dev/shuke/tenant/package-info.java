/**
 * The merchants of a deployment, for its platform administrators: made, listed, looked up.
 *
 * <p>Owns the table {@code tenant} and, in Keycloak, the organization of each tenant with its groups and its first
 * owner. {@code POST /v1/tenants} writes down what is wanted, then brings Keycloak there by steps that may each be
 * repeated, and only then opens the tenant; so a crash at any point is resumed by sending the same request again.
 *
 * <ul>
 *   <li>{@link dev.shuke.tenant.TenantResource} → {@link dev.shuke.tenant.TenantService} →
 *       {@link dev.shuke.tenant.TenantRepository}: the three hops
 *   <li>{@link dev.shuke.tenant.OwnerSecrets}: the owner's address and first password, sealed while they wait
 * </ul>
 */
package dev.shuke.tenant;
