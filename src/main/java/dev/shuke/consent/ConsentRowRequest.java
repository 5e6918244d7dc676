package dev.shuke.consent;

import dev.shuke.member.IdentityRequest;
import dev.shuke.platform.privacy.Purpose;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.UUID;

/**
 * One of many things that members have said before, somewhere else.
 *
 * @param member by an identity; or else memberId
 * @param method {@code import} when absent
 * @param evidence of what is given by consent: this, or the notice version; see {@link ConsentRequest}
 * @param occurredAt tells it from others: the same sent again is nothing new
 */
record ConsentRowRequest(
        @Valid IdentityRequest member,
        UUID memberId,
        @NotNull(message = "must be given") Purpose purpose,
        @NotNull(message = "must be given") ConsentAction action,
        UUID noticeVersionId,

        @Pattern(regexp = ConsentRequest.METHOD, message = ConsentRequest.METHOD_MUST) String method,

        @Pattern(regexp = ConsentRequest.POINT, message = ConsentRequest.POINT_MUST) String collectionPoint,

        Guardian guardian,

        @Pattern(regexp = ConsentRequest.EVIDENCE, message = ConsentRequest.EVIDENCE_MUST) String evidence,

        @NotNull(message = "must be given") Instant occurredAt) {
    private static final String IMPORT = "import";

    ConsentRequest request() {
        return new ConsentRequest(
                purpose,
                action,
                noticeVersionId,
                method == null ? IMPORT : method,
                collectionPoint,
                guardian,
                evidence,
                occurredAt);
    }
}
