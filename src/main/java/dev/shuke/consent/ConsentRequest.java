package dev.shuke.consent;

import dev.shuke.platform.privacy.Purpose;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a member has said of a purpose. */
public record ConsentRequest(
        @NotNull(message = "must be given") Purpose purpose,

        @NotNull(message = "must be given") ConsentAction action,

        @Schema(
                description = "What the member was shown. Needed where something is given that is by consent, unless"
                        + " `evidence` proves that it was given before notices were kept here")
        UUID noticeVersionId,

        @Pattern(regexp = METHOD, message = METHOD_MUST) @Schema(description = "How it was said; `api` when absent", examples = "mini_program")
        String method,

        @Pattern(regexp = POINT, message = POINT_MUST) @Schema(
                description =
                        "Where the member was asked: a page's, a till's or a form's name of your own, which is declared"
                                + " nowhere. Coverage counts by it",
                examples = "checkout")
        String collectionPoint,

        @Schema(description = "Who has said it for the member; needed to give anything for one under 14")
        Guardian guardian,

        @Pattern(regexp = EVIDENCE, message = EVIDENCE_MUST) @Schema(description = "SHA-256 of what proves it, such as a signed form, which you keep")
        String evidence,

        @Schema(
                description =
                        "When it was said; now when absent. At most five minutes ahead of our clock, and then taken"
                                + " for now")
        Instant occurredAt) {

    static final String METHOD = "[a-z][a-z0-9_]{0,31}";
    static final String METHOD_MUST = "must be at most 32 small letters, digits and _, a letter first";
    static final String EVIDENCE = "[0-9a-f]{64}";
    static final String EVIDENCE_MUST = "must be a SHA-256 in 64 small hexadecimal digits";
    static final String POINT = "[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}";
    static final String POINT_MUST = "must be at most 64 letters, digits, _, ., : and -, a letter or digit first";
    static final String API = "api";

    /** Withdrawn, now and without a reason. */
    static ConsentRequest withdrawal(Purpose purpose, String method) {
        return new ConsentRequest(purpose, ConsentAction.WITHDRAWN, null, method, null, null, null, null);
    }

    String methodOrDefault() {
        return method == null ? API : method;
    }
}
