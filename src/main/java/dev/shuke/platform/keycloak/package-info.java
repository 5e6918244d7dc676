/**
 * Keycloak's admin API, behind one door. It is brought to what PostgreSQL says, never the other way round: every step
 * looks before it creates and takes "exists already" for done, so that any of them may be repeated after a failure
 * anywhere, also by two calls at a time.
 *
 * <ul>
 *   <li>{@link dev.shuke.platform.keycloak.KeycloakRealm}: how Keycloak is asked, and what its refusals come to
 *   <li>{@link dev.shuke.platform.keycloak.KeycloakOrganizations}: one organization a tenant, one group a staff role
 *   <li>{@link dev.shuke.platform.keycloak.KeycloakStaff}: accounts, and whose staff they are with which roles
 *   <li>{@link dev.shuke.platform.keycloak.KeycloakApps}: confidential clients, their secrets and scopes
 * </ul>
 *
 * <p>None of it inside a transaction.
 */
package dev.shuke.platform.keycloak;
