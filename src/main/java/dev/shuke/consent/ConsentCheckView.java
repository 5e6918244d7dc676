package dev.shuke.consent;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.consent.StateRepository.Checked;
import dev.shuke.platform.privacy.PrivacyControl;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.purpose.Basis;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who of those asked about may be used for the purpose, and why or why not. */
@Schema(
        name = "ConsentCheck",
        requiredProperties = {"purpose", "items"})
public record ConsentCheckView(
        Purpose purpose,

        @Schema(description = "In the order asked") List<Item> items) {

    private static final Set<Reason> ALLOWING = EnumSet.of(Reason.GIVEN, Reason.NOT_NEEDED, Reason.NOT_OBJECTED);

    /** One of them. */
    @Schema(
            name = "CheckedMember",
            requiredProperties = {"memberId", "allowed", "reason"})
    public record Item(UUID memberId, boolean allowed, Reason reason) {}

    /** Why, or why not. */
    @Schema(name = "ConsentCheckReason")
    public enum Reason {
        GIVEN,
        NOT_NEEDED,
        NOT_OBJECTED,
        NOT_ASKED,
        REFUSED,
        WITHDRAWN,
        EXPIRED,
        INVALIDATED,
        RESTRICTED,
        UNKNOWN_MEMBER,
        /** By {@code Sec-GPC}, of this call. */
        NOT_TO_BE_SHARED;

        /** The name in bodies: lower case. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return key();
        }
    }

    static Item item(Checked checked, Purpose purpose, Basis basis) {
        Reason reason = reason(checked, basis);
        boolean kept = ALLOWING.contains(reason) && !PrivacyControl.admits(purpose);
        return new Item(checked.member(), checked.admitted(), kept ? Reason.NOT_TO_BE_SHARED : reason);
    }

    private static Reason reason(Checked checked, Basis basis) {
        if (!checked.known()) {
            return Reason.UNKNOWN_MEMBER;
        }
        if (checked.restricted()) {
            return Reason.RESTRICTED;
        }
        if (!basis.isAsked()) {
            return Reason.NOT_NEEDED;
        }
        if (checked.action() == null) {
            return basis == Basis.INTEREST ? Reason.NOT_OBJECTED : Reason.NOT_ASKED;
        }
        return Reason.valueOf(checked.action().name());
    }
}
