package dev.shuke.collection;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.collection.CollectionRuleRequest.Otherwise;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.platform.web.WithETag;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Of what is taken in only for a purpose, which one it is. */
@WithETag
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(
        name = "CollectionRule",
        requiredProperties = {"kind", "key", "purpose", "otherwise", "createdAt", "updatedAt"})
public record CollectionRuleView(
        Collected kind,

        @Schema(description = "Of the attribute, or the events' type", examples = "homeLocation")
        String key,

        Purpose purpose,
        Otherwise otherwise,

        @Schema(description = "The fields of the events' `props` that it is about; absent: all of the event")
        List<String> props,

        Instant createdAt,
        Instant updatedAt) {
    private static final String MISSING = "The member does not allow what it is for.";

    /** All of them, by kind and key. */
    @Schema(name = "CollectionRules", requiredProperties = "items")
    public record Catalogue(List<CollectionRuleView> items) {}

    public boolean strips() {
        return otherwise == Otherwise.STRIP;
    }

    /** Why something is not taken in; the purpose is the merchant's word and no caller's. */
    public FieldError missing(String pointer) {
        return FieldError.at(pointer, "is only taken for " + purpose.key() + ", which the member does not allow");
    }

    /** Not written, because of these. */
    public static ApiException refusal(List<FieldError> missing) {
        return new ApiException(ErrorCode.CONSENT_MISSING, MISSING, missing);
    }
}
