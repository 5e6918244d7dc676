package dev.shuke.platform.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Answers that show one thing ({@link WithETag}) carry its tag; who has it already gets 304, and who changed it and
 * prefers {@code return=minimal} gets no body. An answer that says itself how it may be cached holds a secret: it is left
 * as it is.
 */
class RepresentationFilter {
    private static final String REVALIDATE = "private, no-cache";
    private static final String CALLER = "Authorization, X-Tenant";
    private static final String PREFER = "Prefer";
    private static final Pattern MINIMAL =
            Pattern.compile("(?i)(?:^|,)[ \\t]*return[ \\t]*=[ \\t]*\"?minimal\"?[ \\t]*(?:[,;]|$)");
    private static final Set<String> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final ObjectMapper mapper;

    RepresentationFilter(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Conditions that cannot be read are refused before anything is done. */
    @ServerRequestFilter
    void requireReadable(ContainerRequestContext request) {
        conditions(request, ETags.IF_MATCH);
        conditions(request, ETags.IF_NONE_MATCH);
    }

    private static ETags conditions(ContainerRequestContext request, String header) {
        return ETags.of(header, request.getHeaders().get(header));
    }

    @ServerResponseFilter
    void finish(ContainerRequestContext request, ContainerResponseContext response) {
        ETag tag = tag(response);
        if (tag == null) {
            return;
        }
        boolean read = READS.contains(request.getMethod());
        ETags known = read ? conditions(request, ETags.IF_NONE_MATCH) : null;
        if (known != null && known.matchWeakly(tag)) {
            withoutBody(response, 304);
        } else if (!read && minimal(request, response)) {
            withoutBody(response, response.getStatus() == 201 ? 201 : 204);
            response.getHeaders().putSingle("Preference-Applied", "return=minimal");
        }
    }

    /** Null when the answer has none. A replayed one brings its own. */
    private ETag tag(ContainerResponseContext response) {
        Object entity = response.getEntity();
        if (entity instanceof byte[] json) {
            response.setEntity(json); // else it goes through the writer that was chosen for the declared type
        }
        String replayed = response.getHeaderString(HttpHeaders.ETAG);
        if (replayed != null) {
            return new ETag(replayed.substring(1, replayed.length() - 1));
        }
        WithETag view = entity == null ? null : entity.getClass().getAnnotation(WithETag.class);
        if (view == null || response.getHeaderString(HttpHeaders.CACHE_CONTROL) != null) {
            return null;
        }
        byte[] json = json(entity);
        ETag tag = ETag.of(json);
        response.setEntity(json);
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle(HttpHeaders.ETAG, tag.header());
        if (!view.personal()) {
            headers.putSingle(HttpHeaders.CACHE_CONTROL, REVALIDATE);
            headers.putSingle(HttpHeaders.VARY, CALLER);
        }
        return tag;
    }

    private byte[] json(Object entity) {
        try {
            return mapper.writeValueAsBytes(entity);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a view has a JSON form", impossible);
        }
    }

    /** A POST that tells no location has only looked something up: its body is all there is. */
    private static boolean minimal(ContainerRequestContext request, ContainerResponseContext response) {
        String preferred = request.getHeaderString(PREFER);
        boolean wrote = !HttpMethod.POST.equals(request.getMethod())
                || response.getHeaders().containsKey(HttpHeaders.LOCATION);
        return preferred != null && wrote && MINIMAL.matcher(preferred).find();
    }

    private static void withoutBody(ContainerResponseContext response, int status) {
        response.setEntity(null);
        response.setStatus(status);
        response.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
    }
}
