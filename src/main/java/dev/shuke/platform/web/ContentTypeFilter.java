package dev.shuke.platform.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** A body must say what it is: without this, Quarkus would read one without a type as whatever the operation expects. */
class ContentTypeFilter {
    @ServerRequestFilter(preMatching = true)
    void require(ContainerRequestContext request) {
        boolean body = request.getHeaderString(HttpHeaders.CONTENT_LENGTH) == null
                ? request.getHeaderString("Transfer-Encoding") != null
                : !"0".equals(request.getHeaderString(HttpHeaders.CONTENT_LENGTH));
        if (body && request.getHeaderString(HttpHeaders.CONTENT_TYPE) == null) {
            throw new ApiException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, HttpProblems.advice(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
        }
        String encoding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body without a Content-Encoding.");
        }
    }
}
