/**
 * The machines that call for a merchant: tills, mini-programs' servers, marketing tools. Owns the table {@code app},
 * which is the truth; a confidential client in Keycloak, whose service account is a member of the merchant's
 * organization, follows it as staff do ({@link dev.shuke.staff}).
 *
 * <p>Secrets are made here, said once, and kept sealed only until Keycloak has them. Keycloak keeps one secret a client,
 * so a rotation gives the app a second client, and the first ends when its time is over.
 *
 * <ul>
 *   <li>{@link dev.shuke.app.AppResource} → {@link dev.shuke.app.AppService} → {@link dev.shuke.app.AppRepository}: the
 *       three hops
 *   <li>{@link dev.shuke.app.AppFollower}: Keycloak follows
 * </ul>
 */
package dev.shuke.app;
