package dev.shuke.consent;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a member is to be shown. */
public record ServedRequest(
        @NotNull(message = "must be given") @Size(min = 1, max = ConsentResource.MOST, message = "must be 1 to 63 ids") @Schema(description = "Ids of versions of notices")
        List<@NotNull(message = "must be given") UUID> versions,

        @NotNull(message = "must be given") @Pattern(regexp = "[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", message = "must be a language tag such as zh-CN")
        @Schema(description = "In which language", examples = "zh-CN")
        String locale,

        @Pattern(regexp = ConsentRequest.POINT, message = ConsentRequest.POINT_MUST) @Schema(description = "Where", examples = "checkout")
        String collectionPoint) {}
