package dev.shuke.platform.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.shuke.platform.web.Problem.FieldError;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever ends a call into a {@link Problem}. */
@Singleton
class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private final RequestId requestId;
    private final Addresses addresses;

    ProblemMapper(RequestId requestId, Addresses addresses) {
        this.requestId = requestId;
        this.addresses = addresses;
    }

    @ServerExceptionMapper
    Response refused(ApiException refusal) {
        Response answer = answer(refusal.code(), refusal.getMessage(), refusal.errors());
        return refusal.code() == ErrorCode.UNAVAILABLE
                ? Response.fromResponse(answer)
                        .header(HttpHeaders.RETRY_AFTER, 1)
                        .build()
                : answer;
    }

    @ServerExceptionMapper
    Response refused(CallRefused refusal) {
        Response answer = answer(refusal.code(), refusal.getMessage(), List.of());
        return refusal.code() == ErrorCode.TOKEN_REVOKED
                ? Response.fromResponse(answer)
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")
                        .build()
                : answer;
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
    Response forbidden(ForbiddenException refusal, ResourceInfo operation) {
        return answer(ErrorCode.FORBIDDEN, NeededPermission.of(operation), List.of());
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException violations) {
        return refused(BodyErrors.of(violations));
    }

    /** The first of the two is named because Quarkus brings a mapper for it, which would answer with the value sent. */
    @ServerExceptionMapper({MismatchedInputException.class, JacksonException.class})
    Response unreadable(JacksonException unreadable) {
        return refused(BodyErrors.of(unreadable));
    }

    @ServerExceptionMapper
    Response identityProviderAway(OIDCException away) {
        LOG.warn("The identity provider cannot be reached", away);
        return unavailable();
    }

    @ServerExceptionMapper
    Response ended(WebApplicationException ended, UriInfo address, Request request) {
        if (ended.getCause() instanceof JacksonException unreadable) {
            return unreadable(unreadable);
        }
        ErrorCode code = HttpProblems.codeOf(ended.getResponse().getStatus());
        String allowed = addresses.allowed(address.getRequestUri().getPath());
        boolean wrongMethod =
                !allowed.isEmpty() && !List.of(allowed.split(", ")).contains(request.getMethod());
        if (code == ErrorCode.METHOD_NOT_ALLOWED || code == ErrorCode.NOT_FOUND && wrongMethod) {
            return Response.fromResponse(advised(ErrorCode.METHOD_NOT_ALLOWED))
                    .header(HttpHeaders.ALLOW, allowed)
                    .build();
        }
        return advised(code);
    }

    @ServerExceptionMapper
    Response failed(Throwable failure) {
        if (HttpProblems.databaseAway(failure)) {
            LOG.warn("The database cannot be reached", WithoutData.of(failure));
            return unavailable();
        }
        return SqlRefusal.of(failure).map(refusal -> refused(refusal, failure)).orElseGet(() -> failedHere(failure));
    }

    private Response refused(ApiException refusal, Throwable failure) {
        LOG.warnf(
                WithoutData.of(failure),
                "PostgreSQL refused what request %s was let through with",
                requestId.current());
        return refused(refusal);
    }

    private Response failedHere(Throwable failure) {
        LOG.errorf(WithoutData.of(failure), "Request %s failed", requestId.current());
        return advised(ErrorCode.INTERNAL);
    }

    private Response advised(ErrorCode code) {
        return answer(code, HttpProblems.advice(code), List.of());
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
