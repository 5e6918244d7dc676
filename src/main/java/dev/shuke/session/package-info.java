/**
 * Sessions of members, so that a front end which holds no secret can work for its own shopper and for nobody else. The
 * front end's own server, an app, says whom it has recognised ({@link dev.shuke.session.MemberSessionResource}) and hands
 * the token on. What such a token opens lies at {@code /v1/me} and below, in the features that own it:
 * {@link dev.shuke.member.OwnMemberResource}, {@link dev.shuke.event.OwnEventResource},
 * {@link dev.shuke.privacyrequest.OwnPrivacyRequestResource}. A new one needs a resource below
 * that path and one of {@link dev.shuke.platform.access.Permission#OWN}, and finds its member in
 * {@link dev.shuke.platform.access.Caller#memberId()}.
 */
package dev.shuke.session;
