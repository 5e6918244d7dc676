/**
 * Shuke: the customer-data backend for retail SaaS. One deployment, many tenants (merchants), each alone with its data.
 *
 * <p>The map. Features, each with three fixed hops {@code ThingResource} → {@code ThingService} →
 * {@code ThingRepository}: {@link dev.shuke.tenant} (the merchants themselves), {@link dev.shuke.keys} (their keys),
 * {@link dev.shuke.audit} (their audit log), {@link dev.shuke.staff} and {@link dev.shuke.app} (their people and
 * machines), {@link dev.shuke.session} (shoppers' own front ends), {@link dev.shuke.member} (their customers),
 * {@link dev.shuke.event} (what those did; stands on {@code member} and {@link dev.shuke.eventtype}),
 * {@link dev.shuke.purpose} (what their data is used for), {@link dev.shuke.consent} (what they allow) and
 * {@link dev.shuke.collection} (what is taken in only if they do),
 * {@link dev.shuke.tag} (what they are called), {@link dev.shuke.segment} (rules over all of it),
 * {@link dev.shuke.rfm} (how recently, how often and for how much they buy), {@link dev.shuke.score} (what they will do),
 * {@link dev.shuke.experiment} (what changes what they do; so far its pure part: the draw and the statistics),
 * {@link dev.shuke.imports} and {@link dev.shuke.exports} (files of them), {@link dev.shuke.privacyrequest} (what members
 * ask for about their own data), {@link dev.shuke.retention} (for how long events are kept),
 * {@link dev.shuke.processing} (the register of all of it), {@link dev.shuke.incident} (what went wrong with it),
 * {@link dev.shuke.assessment} (what it does to people). Below them {@link dev.shuke.platform}:
 * {@link dev.shuke.platform.access} (who may do what), {@link dev.shuke.platform.tenancy} (whose data it is),
 * {@link dev.shuke.platform.privacy} (what may be seen, and why), {@link dev.shuke.platform.jobs} (what is done after the
 * answer), {@link dev.shuke.platform.touch} (of whom something was written), {@link dev.shuke.platform.file} (files to fetch), {@link dev.shuke.platform.audit} (who did what), {@link dev.shuke.platform.keycloak} (accounts and
 * organizations), {@link dev.shuke.platform.session} (members' tokens), {@link dev.shuke.platform.write} (once, and on
 * condition),
 * {@link dev.shuke.platform.web} (the manners of the API).
 *
 * <p>The life of a request:
 *
 * <ol>
 *   <li>{@code RequestId} names it, {@code RequestLimits} turns away what is too large.
 *   <li>Quarkus verifies the token when the endpoint's {@code @PermissionsAllowed} asks for it; {@code CallAugmentor}
 *       drops what the token would grant by itself and makes of its {@code Claims} one tenant, one caller and that
 *       caller's permissions. Without the permission the call ends here, its body not read as JSON.
 *   <li>{@code CallContextFilter} binds that {@code CallContext} to the request, {@code RateLimitFilter} counts it.
 *       {@code StrictJson} reads the body and Bean Validation checks its shape.
 *   <li>The service fetches the tenant's keys where it needs them, and opens one transaction with {@code TenantDb}.
 *       {@code Idempotent} and {@code Preconditions} open it before, around all of the call. {@code FairShare} says whose
 *       turn it is, {@code TenantConnection} sends the tenant's id right behind BEGIN, and row-level security hides
 *       everybody else.
 *   <li>The repository sends SQL through {@code Tx}, which puts the tenant's id in as {@code $1}. A query about members
 *       for a purpose is an {@code Audience}, and carries the purpose's condition.
 *   <li>The answer is a record; names, phones and the like are types that serialise as masks. Whatever fails comes out
 *       of {@code ProblemMapper} or {@code HttpProblems} as a {@code Problem}, with no value that was sent.
 * </ol>
 */
package dev.shuke;
