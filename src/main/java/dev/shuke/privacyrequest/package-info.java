/**
 * What members ask for about their own data: to see it, to take it along, to have it corrected, erased or left unused, not
 * to be decided about by machines, to be told why they were. A request is received
 * ({@link dev.shuke.privacyrequest.OwnPrivacyRequestResource}, {@link dev.shuke.privacyrequest.PrivacyRequestResource}),
 * verified, started, completed or refused, each step by somebody whom the row and the audit log name; nothing is done
 * before it is known who asks ({@link dev.shuke.privacyrequest.PrivacyRequestService}). Starting it has the system do its
 * part ({@link dev.shuke.privacyrequest.FulfilmentService}); stores that know the member confirm theirs, each manager of
 * his own ({@link dev.shuke.privacyrequest.StoreTaskResource}).
 *
 * <p>What a member is given is a sealed file that he alone fetches, in a session of his own: nobody of the staff is shown
 * any of it. {@link dev.shuke.privacyrequest.CopyRepository} says which tables it is made of; a new one with something of
 * members joins by a line there.
 */
package dev.shuke.privacyrequest;
