package dev.shuke.platform.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An error as callers get it (RFC 9457). Never holds a value that the caller sent. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(
        description = "An error, as RFC 9457 describes it",
        requiredProperties = {"type", "title", "status", "code", "requestId"})
public record Problem(
        @Schema(examples = "urn:shuke:error:validation_failed")
        String type,

        @Schema(examples = "The content is not valid") String title,
        @Schema(examples = "422") int status,

        @Schema(examples = "validation_failed", description = "Stable: programs decide by it")
        String code,

        @Schema(examples = "1 field is not valid.") String detail,
        List<FieldError> errors,

        @Schema(examples = "0199f3a0-7c1e", description = "Name it when you ask for help")
        String requestId) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** What is wrong with one field: where in the body (JSON pointer) or which parameter, and why. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(requiredProperties = "detail")
    public record FieldError(
            @Schema(examples = "/profile/birthday", description = "Where in the body, a JSON pointer")
            String pointer,

            @Schema(description = "Which query parameter or header")
            String parameter,

            @Schema(examples = "must be a date such as 1990-05-01")
            String detail) {

        public static FieldError at(String pointer, String detail) {
            return new FieldError(pointer, null, detail);
        }

        public static FieldError parameter(String name, String detail) {
            return new FieldError(null, name, detail);
        }
    }

    static Problem of(ErrorCode code, String detail, List<FieldError> errors, String requestId) {
        return new Problem(
                "urn:shuke:error:" + code.key(), code.title(), code.status(), code.key(), detail, errors, requestId);
    }
}
