/**
 * Who is staff of a merchant, with which roles, at which stores. Owns the table {@code staff}, which is the truth; the
 * membership of Keycloak's organization and of its role groups follows it.
 *
 * <p>A change is written down first, with a job that brings Keycloak there; then the same is tried at once, so that the
 * job mostly finds it done. What somebody loses is lost with the commit: {@link
 * dev.shuke.platform.tenancy.Revocations} refuses the tokens that still say it.
 *
 * <ul>
 *   <li>{@link dev.shuke.staff.StaffResource} → {@link dev.shuke.staff.StaffService} → {@link
 *       dev.shuke.staff.StaffRepository}: the three hops
 *   <li>{@link dev.shuke.staff.StaffRules}: who may do what to whom
 *   <li>{@link dev.shuke.staff.StaffFollower}: Keycloak follows
 * </ul>
 */
package dev.shuke.staff;
