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

        List<Rejected> rejected,

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Schema(description = "Of those that were written: what was not, and why; absent where nothing was left out")
        List<Rejected> leftOut) {

    public BulkResult(int created, int updated, List<Rejected> rejected) {
        this(created, updated, rejected, List.of());
    }

    /** One that was not written, or not all of it, and why. */
    @Schema(
            name = "BulkRejected",
            requiredProperties = {"index", "code", "detail"})
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Rejected(
            @Schema(description = "Place in the array, from 0", examples = "3")
            int index,

            @Schema(
                    description = "validation_failed, conflict, identity_conflict or consent_missing",
                    examples = "validation_failed")
            String code,

            String detail,

            @Schema(description = "Pointers are relative to the element")
            List<FieldError> errors) {

        public static Rejected of(int index, ApiException refusal) {
            return new Rejected(index, refusal.code().key(), refusal.getMessage(), refusal.errors());
        }
    }
}
