package dev.shuke.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.purpose.NoticeVersionView.NoticeText;
import dev.shuke.purpose.PurposeView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a member is told: what is done without asking, apart from what he may say yes or no to. */
@Schema(
        name = "OwnNotices",
        requiredProperties = {"required", "optional"})
public record OwnNoticesView(
        @Schema(description = "Purposes that members are not asked for")
        List<Required> required,

        @Schema(description = "Purposes that have a notice, and whether to ask now")
        List<Optional> optional) {

    /** One that is not asked for. */
    @Schema(
            name = "RequiredPurpose",
            requiredProperties = {"purpose", "name"})
    public record Required(Purpose purpose, Bilingual name) {}

    /** One that the member decides about. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "OptionalPurpose",
            requiredProperties = {"purpose", "name", "separate", "versionId", "texts", "state", "ask"})
    public record Optional(
            Purpose purpose,
            Bilingual name,

            @Schema(description = "To be asked for by itself")
            boolean separate,

            @Schema(description = "To be named where it is given")
            UUID versionId,

            @Schema(type = SchemaType.OBJECT, additionalProperties = NoticeText.class, description = "By language tag")
            Map<String, NoticeText> texts,

            ConsentState state,
            Ask ask,

            @Schema(description = "Of `later`: from when on the member may be asked")
            Instant askAgainAt) {}

    /** Whether to ask. */
    @Schema(name = "AskConsent")
    public enum Ask {
        YES,
        /** The notice has changed in substance since the member agreed. */
        AGAIN,
        /** The member has refused, and is left alone for a while. */
        LATER,
        NO;

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

    /** From when on one who has said this may be asked again; null where nobody needs to wait. */
    static Instant askAgainAt(PurposeView purpose, LedgerEntry said) {
        return said != null && (said.action() == ConsentAction.REFUSED || said.action() == ConsentAction.WITHDRAWN)
                ? said.occurredAt().plus(Duration.ofDays(purpose.askAgainDays()))
                : null;
    }
}
