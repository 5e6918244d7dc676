package dev.shuke.platform.web;

import java.util.Locale;

/** Every error that a caller can meet: the stable {@code code}, its HTTP status and its title. */
public enum ErrorCode {
    MALFORMED_BODY(400, "The body cannot be read"),
    INVALID_PARAMETER(400, "A parameter is not valid"),
    INVALID_CURSOR(400, "The cursor is not one of ours"),
    BAD_REQUEST(400, "The request cannot be understood"),
    UNAUTHENTICATED(401, "A valid token is needed"),
    TOKEN_REVOKED(401, "A new token is needed"),
    FORBIDDEN(403, "Not allowed"),
    PURPOSE_FORBIDDEN(403, "Not allowed to use this purpose"),
    FIELD_FORBIDDEN(403, "Not allowed to use this field"),
    EVENT_TYPE_FORBIDDEN(403, "Members do not send such events"),
    TENANT_REQUIRED(403, "Exactly one tenant is needed"),
    TENANT_INACTIVE(403, "The tenant takes no calls"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "The answer has no such media type"),
    REQUEST_TIMEOUT(408, "The request took too long to arrive"),
    ALREADY_EXISTS(409, "It exists already"),
    CONFLICT(409, "The same key was used with another content"),
    CURRENCY_IN_USE(409, "There are amounts in the other currency"),
    TENANT_STATUS(409, "The tenant's status does not allow it"),
    IDENTITY_CONFLICT(409, "The identities belong to several members"),
    IDENTITY_TAKEN(409, "Another member has the identity"),
    SAME_MEMBER(409, "The members are one already"),
    MERGE_LIMIT(409, "Too many members would be one"),
    LAST_IDENTITY(409, "A member keeps at least one identity"),
    ASKED_TOO_SOON(409, "The member is not to be asked again yet"),
    BETTER_SOURCE(409, "It is known from a better source"),
    LEGAL_HOLD(409, "A legal hold stands"),
    EXPERIMENT_STATE(409, "The experiment's state does not allow it"),
    PRIVACY_REQUEST_STATE(409, "The request is at another step"),
    RETENTION_REHEARSAL(409, "A dry run comes first"),
    LAST_OWNER(409, "A tenant keeps at least one owner"),
    IDEMPOTENCY_IN_FLIGHT(409, "A call with the same Idempotency-Key has not ended"),
    IDEMPOTENCY_ERASED(409, "What was answered has been erased"),
    PRECONDITION_FAILED(412, "It is not what the condition says"),
    BODY_TOO_LARGE(413, "The body is too large"),
    URI_TOO_LONG(414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body has another media type than expected"),
    VALIDATION_FAILED(422, "The content is not valid"),
    UNKNOWN_MEMBER(422, "The member is not known"),
    CONSENT_MISSING(422, "The member does not allow it"),
    PURPOSE_UNAVAILABLE(422, "The purpose cannot be used yet"),
    IDEMPOTENCY_MISMATCH(422, "The Idempotency-Key was used for another call"),
    RATE_LIMITED(429, "Too many calls"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    INTERNAL(500, "Something failed on our side"),
    UNAVAILABLE(503, "Not available at the moment"),
    TIMED_OUT(504, "It took too long");

    private final int status;
    private final String title;

    ErrorCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The stable name in the body's {@code code}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
