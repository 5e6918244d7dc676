package dev.shuke.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.purpose.Basis;
import dev.shuke.purpose.PurposeView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How it stands between a member and one purpose. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Consent",
        requiredProperties = {"purpose", "name", "required", "state", "allowed"})
public record ConsentView(
        Purpose purpose,
        Bilingual name,

        @Schema(description = "Whether members are not asked")
        boolean required,

        ConsentState state,

        @Schema(
                description = "Whether the state allows the use; while a member's data is restricted nothing is used"
                        + " all the same")
        boolean allowed,

        @Schema(
                description = "To what the member has agreed; like all that follows, absent for callers who see the"
                        + " state alone")
        UUID noticeVersionId,

        @Schema(description = "When it was said") Instant occurredAt,

        @Schema(description = "Until when a consent holds; absent where it holds until it is withdrawn")
        Instant until) {

    /** All of the merchant's purposes that are in use, by key. */
    @Schema(name = "Consents", requiredProperties = "items")
    public record All(List<ConsentView> items) {}

    /** @param said last, null for nothing */
    static ConsentView of(PurposeView purpose, LedgerEntry said, Instant moment) {
        ConsentState state =
                purpose.required() ? ConsentState.NOT_NEEDED : ConsentState.of(said == null ? null : said.at(moment));
        boolean shown = said != null && !purpose.required();
        return new ConsentView(
                purpose.key(),
                purpose.name(),
                purpose.required(),
                state,
                allows(purpose, state),
                shown ? said.noticeVersion() : null,
                shown ? said.occurredAt() : null,
                shown ? said.until() : null);
    }

    private static boolean allows(PurposeView purpose, ConsentState state) {
        return purpose.required()
                || state == ConsentState.GIVEN
                || purpose.basis() == Basis.INTEREST && state == ConsentState.NOT_ASKED;
    }

    /** For who sees whether and not how. */
    ConsentView stateAlone() {
        return new ConsentView(purpose, name, required, state, allowed, null, null, null);
    }

    /** To who must not be handed on now, whatever he has said. */
    ConsentView notShared() {
        return purpose.shares()
                ? new ConsentView(purpose, name, required, state, false, noticeVersionId, occurredAt, until)
                : this;
    }
}
