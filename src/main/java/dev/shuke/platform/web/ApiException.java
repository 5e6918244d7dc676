package dev.shuke.platform.web;

import dev.shuke.platform.web.Problem.FieldError;
import java.util.List;

/** Ends a call with a {@link Problem}. The detail must not contain what the caller sent. */
public class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<FieldError> errors;

    public ApiException(ErrorCode code, String detail) {
        this(code, detail, List.of());
    }

    public ApiException(ErrorCode code, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = errors;
    }

    /** The answer for an unknown id and for another tenant's id alike. */
    public static ApiException notFound(String what) {
        return new ApiException(ErrorCode.NOT_FOUND, "There is no such " + what + ".");
    }

    /** One field of the body is not valid. */
    public static ApiException invalid(String pointer, String reason) {
        return invalid(List.of(FieldError.at(pointer, reason)));
    }

    public static ApiException invalid(List<FieldError> errors) {
        return new ApiException(
                ErrorCode.VALIDATION_FAILED,
                errors.size() == 1 ? "1 field is not valid." : errors.size() + " fields are not valid.",
                errors);
    }

    /** One query parameter is not valid. */
    public static ApiException invalidParameter(String name, String reason) {
        return new ApiException(
                ErrorCode.INVALID_PARAMETER,
                "The parameter " + name + " " + reason + ".",
                List.of(FieldError.parameter(name, reason)));
    }

    public ErrorCode code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }
}
