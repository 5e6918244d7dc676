package dev.shuke.tag;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.member.IdentityRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;

/**
 * One of many tags to give to members, or to take from them.
 *
 * @param member by an identity; or else memberId
 * @param tag its key
 * @param source {@code import} when absent
 * @param remove whether the member is not to have it
 */
record TagRowRequest(
        @Valid IdentityRequest member,
        UUID memberId,
        @NotNull(message = "must be given") String tag,
        JsonNode value,
        Instant expiresAt,
        TagSource source,

        @DecimalMin(value = "0.001", message = "must be from 0.001 to 1") @DecimalMax(value = "1", message = "must be from 0.001 to 1") Double confidence,

        Boolean remove) {

    boolean removes() {
        return Boolean.TRUE.equals(remove);
    }

    AssignmentRequest assignment() {
        return new AssignmentRequest(value, expiresAt, source == null ? TagSource.IMPORT : source, confidence);
    }
}
