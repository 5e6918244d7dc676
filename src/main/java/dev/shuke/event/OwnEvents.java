package dev.shuke.event;

import dev.shuke.event.EventReader.Sent;
import dev.shuke.member.IdentityRequest;
import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.BulkReader;
import dev.shuke.platform.web.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What members say of themselves. Nobody has checked it, so it may only be what does no harm when it is made up; and it
 * stands under names that no other event can have: a {@link #SOURCE} of its own, and the member's id before each of its
 * own.
 */
@ApplicationScoped
class OwnEvents {
    /** Of members' own events, and of no others. */
    static final String SOURCE = "me";

    private static final Set<String> HARMLESS =
            Set.of("product.viewed", "cart.added", "survey.answered", "complaint.opened", "exposure");
    private static final int MAX_EVENTS = 50;
    private static final int MAX_BYTES = 256 * 1024;

    private final BulkReader reader;

    OwnEvents(BulkReader reader) {
        this.reader = reader;
    }

    /** How the member stands in a batch; it is looked up nowhere. */
    static IdentityValue standing(UUID member) {
        return identity(member).normalised("/member");
    }

    private static IdentityRequest identity(UUID member) {
        return new IdentityRequest(IdentityKind.DEVICE, member.toString(), null);
    }

    /**
     * @param body an array
     * @throws ApiException malformed_body, body_too_large
     */
    List<Sent> read(byte[] body, UUID member) {
        List<Sent> sent = new ArrayList<>();
        if (body.length > MAX_BYTES) {
            throw tooLarge();
        }
        reader.each(
                body,
                OwnEventRequest.class,
                (event, index) -> sent.add(new Sent(about(member, event), null, false)),
                (refusal, index) -> sent.add(new Sent(null, refusal, false)));
        if (sent.size() > MAX_EVENTS) {
            throw tooLarge();
        }
        return sent;
    }

    private static ApiException tooLarge() {
        return new ApiException(
                ErrorCode.BODY_TOO_LARGE,
                "Send at most " + MAX_EVENTS + " events and " + MAX_BYTES / 1024 + " KiB at once.");
    }

    private static EventRequest about(UUID member, OwnEventRequest event) {
        if (!HARMLESS.contains(event.type())) {
            throw new ApiException(
                    ErrorCode.EVENT_TYPE_FORBIDDEN,
                    "Members send "
                            + String.join(", ", HARMLESS.stream().sorted().toList()) + " and no other events.");
        }
        return new EventRequest(
                event.type(),
                SOURCE,
                member + ":" + event.sourceId(),
                event.occurredAt(),
                identity(member),
                event.store(),
                event.channel(),
                null,
                event.items(),
                null,
                event.props());
    }
}
