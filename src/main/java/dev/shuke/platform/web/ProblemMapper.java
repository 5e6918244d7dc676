package dev.shuke.platform.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.shuke.platform.access.CallRefused;
import dev.shuke.platform.web.Problem.FieldError;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever ends a call into a {@link Problem}. */
@Singleton
class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private final RequestId requestId;

    ProblemMapper(RequestId requestId) {
        this.requestId = requestId;
    }

    @ServerExceptionMapper
    Response refused(ApiException refusal) {
        return answer(refusal.code(), refusal.getMessage(), refusal.errors());
    }

    @ServerExceptionMapper
    Response refused(CallRefused refusal) {
        return answer(refusal.code(), refusal.getMessage(), List.of());
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthenticated(SecurityException refusal) {
        return Response.fromResponse(answer(
                        ErrorCode.UNAUTHENTICATED,
                        "Send a token that has not expired as Authorization: Bearer.",
                        List.of()))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException refusal) {
        return answer(ErrorCode.FORBIDDEN, "The token lacks the permission that this operation needs.", List.of());
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException violations) {
        return refused(BodyErrors.of(violations));
    }

    @ServerExceptionMapper
    Response unreadable(JacksonException unreadable) {
        return refused(BodyErrors.of(unreadable));
    }

    /** Named apart, because Quarkus has a mapper of its own for it and the nearest class wins. */
    @ServerExceptionMapper
    Response misfit(MismatchedInputException misfit) {
        return unreadable(misfit);
    }

    @ServerExceptionMapper
    Response identityProviderAway(OIDCException away) {
        LOG.warn("The identity provider cannot be reached", away);
        return unavailable();
    }

    @ServerExceptionMapper
    Response ended(WebApplicationException ended) {
        return ended.getCause() instanceof JacksonException unreadable
                ? unreadable(unreadable)
                : answer(HttpProblems.codeOf(ended.getResponse().getStatus()), null, List.of());
    }

    @ServerExceptionMapper
    Response failed(Throwable failure) {
        if (HttpProblems.databaseAway(failure)) {
            LOG.warn("The database cannot be reached", failure);
            return unavailable();
        }
        LOG.errorf(failure, "Request %s failed", requestId.current());
        return answer(ErrorCode.INTERNAL, "Try again later, and name the requestId when you ask for help.", List.of());
    }

    private Response unavailable() {
        return Response.fromResponse(answer(ErrorCode.UNAVAILABLE, "Try again in a few seconds.", List.of()))
                .header(HttpHeaders.RETRY_AFTER, 5)
                .build();
    }

    private Response answer(ErrorCode code, String detail, List<FieldError> errors) {
        return Response.status(code.status())
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(code, detail, errors, requestId.current()))
                .build();
    }
}
