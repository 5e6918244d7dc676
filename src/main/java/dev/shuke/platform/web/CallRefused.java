package dev.shuke.platform.web;

import io.quarkus.security.ForbiddenException;

/** The token is genuine, but does not say for which one tenant it speaks, or that tenant does not take its calls. */
public class CallRefused extends ForbiddenException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public CallRefused(ErrorCode code, String detail) {
        super(detail);
        this.code = code;
    }

    /** Of a session whose member was erased, or merged into another. */
    public static CallRefused withoutMember() {
        return new CallRefused(ErrorCode.TOKEN_REVOKED, "The session's member is no more: begin another session.");
    }

    ErrorCode code() {
        return code;
    }
}
