package dev.shuke.platform.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.platform.web.Problem.FieldError;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of what was sent: {@code created + updated + rejected.size()} is its number. */
@Schema(requiredProperties = {"created", "updated", "rejected"})
public record BulkResult(
        @Schema(description = "New", examples = "12") int created,

        @Schema(description = "Written over what was there", examples = "487")
        int updated,

        List<Rejected> rejected) {

    /** One that was not written, and why. */
    @Schema(
            name = "BulkRejected",
            requiredProperties = {"index", "code", "detail"})
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Rejected(
            @Schema(description = "Place in the array, from 0", examples = "3")
            int index,

            @Schema(description = "validation_failed, conflict or identity_conflict", examples = "validation_failed")
            String code,

            String detail,

            @Schema(description = "Pointers are relative to the element")
            List<FieldError> errors) {

        public static Rejected of(int index, ApiException refusal) {
            return new Rejected(index, refusal.code().key(), refusal.getMessage(), refusal.errors());
        }
    }
}
