package dev.shuke.purpose;

import dev.shuke.platform.privacy.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The notice of a purpose, and which of its versions is shown now. */
@Schema(
        name = "Notice",
        requiredProperties = {"purpose", "currentVersionId", "number", "locales", "effectiveAt"})
public record NoticeView(
        Purpose purpose,
        UUID currentVersionId,

        @Schema(description = "Of the version", examples = "3")
        int number,

        @Schema(description = "Language tags", examples = "zh-CN")
        List<String> locales,

        @Schema(description = "Since when it is shown") Instant effectiveAt) {

    /** One for each purpose that has any, by purpose. */
    @Schema(name = "Notices", requiredProperties = "items")
    public record Catalogue(List<NoticeView> items) {}

    static NoticeView of(NoticeVersionView current) {
        return new NoticeView(
                current.purpose(),
                current.id(),
                current.number(),
                current.texts().keySet().stream().sorted().toList(),
                current.effectiveAt());
    }
}
