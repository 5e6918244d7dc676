package dev.shuke.purpose;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.web.WithETag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What members are told of a purpose. A version is never changed: a consent is to what it says. */
@WithETag
@Schema(
        name = "NoticeVersion",
        requiredProperties = {
            "id",
            "purpose",
            "number",
            "texts",
            "recipients",
            "crossBorder",
            "material",
            "effectiveAt",
            "createdAt"
        })
public record NoticeVersionView(
        UUID id,
        Purpose purpose,

        @Schema(description = "Of the purpose's notice, from 1", examples = "3")
        int number,

        @Schema(type = SchemaType.OBJECT, additionalProperties = NoticeText.class, description = "By language tag")
        Map<String, NoticeText> texts,

        @Schema(description = "Who else is given the data") List<String> recipients,

        boolean crossBorder,

        @Schema(description = "Whether who has agreed to an earlier one is to be asked again")
        boolean material,

        Instant effectiveAt,
        Instant createdAt) {

    /** What is shown, and what proves that it was this. */
    @Schema(requiredProperties = {"text", "sha256"})
    public record NoticeText(
            @Schema(examples = "我们根据您的购买记录向您推荐商品。") String text,

            @Schema(
                    description = "Of the text in UTF-8, hexadecimal",
                    examples = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
            String sha256) {}
}
