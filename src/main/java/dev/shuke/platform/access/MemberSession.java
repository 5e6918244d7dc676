package dev.shuke.platform.access;

import java.security.Principal;
import java.time.Instant;
import java.util.UUID;

/**
 * What a verified token of a member's session says: for half an hour its bearer speaks for one member of one tenant, and
 * for nobody else.
 *
 * @param tenant the slug
 * @param device whether the member was recognised by a device alone, which may have been handed on: such a session tells
 *     nothing of the member
 * @param app the subject of the app that asked for the session; with its tokens those of its sessions are taken back
 * @param issuedAt of which the token keeps the seconds
 */
public record MemberSession(String tenant, UUID member, boolean device, String app, Instant issuedAt)
        implements Principal {
    /** The subject of its caller. */
    @Override
    public String getName() {
        return member.toString();
    }
}
